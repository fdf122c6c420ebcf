import type { ConnectOptions } from '../../src/options.js';

/** A server of streams, and the options to connect to it. */
export class Streams {
  /** Every stream that was ever asked for: whose token, and whether it is still open. */
  readonly asked: { readonly token: string; open: boolean }[] = [];
  #newest: ReadableStreamDefaultController<Uint8Array> | undefined;
  #offset = 0;

  get open(): string[] {
    return this.asked.filter(({ open }) => open).map(({ token }) => token);
  }

  options(userId: string, token = userId): ConnectOptions {
    return { userId, token: () => token, shared: false, fetch: async (_, init) => this.#answer(userId, init!) };
  }

  /** An event on the newest stream. */
  send(event: { type: string }): void {
    const frame = `event: message\nid: 9f2c41d05b7e-${++this.#offset}\ndata: ${JSON.stringify(event)}\n\n`;
    this.#newest!.enqueue(new TextEncoder().encode(frame));
  }

  #answer(userId: string, { headers, signal }: RequestInit): Response {
    signal!.throwIfAborted();
    const stream = { token: new Headers(headers).get('authorization')!.replace('Bearer ', ''), open: true };
    this.asked.push(stream);
    const connected = { type: 'connected', userId, resumed: false };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#newest = controller;
        this.send(connected);
        signal!.addEventListener('abort', () => {
          stream.open = false;
          controller.error(signal!.reason);
        });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}
