// Subscribes with an unmodified oRPC client and prints what its iterator gives, a line of JSON each; the last line says how it ended.
// Usage: node subscribe.mjs VERSION LINK ORIGIN TOKEN      LINK is rpc-post, rpc-get or openapi
const [version, link, origin, token] = process.argv.slice(2)

const { createORPCClient } = await import(`client-${version}`)
const headers = { authorization: `Bearer ${token}` }

async function rpcLink(method) {
  const { RPCLink } = await import(`client-${version}/fetch`)
  return new RPCLink({ url: `${origin}/rpc`, method, headers })
}

async function openApiLink() {
  const { oc, eventIterator, type } = await import(`contract-${version}`)
  const { OpenAPILink } = await import(`openapi-client-${version}/fetch`)
  const contract = {
    events: { subscribe: oc.route({ method: 'GET', path: '/events' }).output(eventIterator(type())) },
  }
  return new OpenAPILink(contract, { url: `${origin}/api`, headers })
}

const links = { 'rpc-post': () => rpcLink('POST'), 'rpc-get': () => rpcLink('GET'), openapi: openApiLink }
const client = createORPCClient(await links[link]())
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  for await (const event of await client.events.subscribe()) print(event)
  print({ ended: 'done' })
} catch (error) {
  print({ ended: 'error', name: error.constructor.name, code: error.code, status: error.status, defined: error.defined })
}
