// Listens with an unmodified SSE client and prints what it gives, a line of JSON for each event. Ends when its standard input does.
// Usage: node listen.mjs PACKAGE URL TOKEN
const [client, url, token] = process.argv.slice(2)
const headers = { authorization: `Bearer ${token}` }

process.stdin.resume().on('end', () => process.exit())

const print = (id, data) => process.stdout.write(`${JSON.stringify({ id, event: JSON.parse(data) })}\n`)

const clients = {
  async 'eventsource'() {
    const { EventSource } = await import('eventsource')
    // Its way of setting a header is a fetch that adds it.
    const stream = new EventSource(url, { fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }) })
    stream.onmessage = (message) => print(message.lastEventId, message.data)
  },

  async 'eventsource-client'() {
    const { createEventSource } = await import('eventsource-client')
    createEventSource({ url, headers, onMessage: (message) => print(message.id, message.data) })
  },

  async '@microsoft/fetch-event-source'() {
    // It is made for browsers, where these exist.
    globalThis.window = globalThis
    globalThis.document = new EventTarget()
    const { fetchEventSource } = await import('@microsoft/fetch-event-source')
    await fetchEventSource(url, {
      headers,
      // It hands over a comment as a message without data.
      onmessage: (message) => message.data && print(message.id, message.data),
    })
  },

  async 'launchdarkly-eventsource'() {
    const { EventSource } = await import('launchdarkly-eventsource')
    // Node's agent takes five seconds without a byte for a dead connection; our heartbeat comes after fifteen.
    const stream = new EventSource(url, { headers, readTimeoutMillis: 45_000 })
    stream.onmessage = (message) => print(message.lastEventId, message.data)
    // Without a listener for it, an emitter's error is thrown.
    stream.onerror = (error) => process.stderr.write(`${error.message}\n`)
  },
}

await clients[client]()
