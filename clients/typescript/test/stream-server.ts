import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real server whose answers a test writes, one request after the other. */
export class StreamServer {
  readonly requests: IncomingMessage[] = [];
  readonly #arrived: Exchange[] = [];
  readonly #waiting: ((exchange: Exchange) => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requests.push(request);
      const exchange = new Exchange(request, response);
      const waiting = this.#waiting.shift();
      if (waiting) waiting(exchange);
      else this.#arrived.push(exchange);
    });
  }

  static async start(): Promise<StreamServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new StreamServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/events`;
  }

  /** The next request that nobody has answered. */
  next(): Promise<Exchange> {
    const arrived = this.#arrived.shift();
    return arrived ? Promise.resolve(arrived) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** One request and what is answered to it. */
export class Exchange {
  /** The client, or this end, has closed the connection. */
  readonly closed: Promise<void>;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.closed = new Promise((resolve) => response.on('close', resolve));
  }

  get lastEventId(): string | undefined {
    return this.request.headers['last-event-id'] as string | undefined;
  }

  get token(): string | undefined {
    return this.request.headers.authorization?.replace('Bearer ', '');
  }

  answer(status: number, headers: Record<string, string> = {}, body = ''): void {
    this.response.writeHead(status, headers).end(body);
  }

  headers(): this {
    this.response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.response.flushHeaders();
    return this;
  }

  connected(id: string, resumed = false, userId = 'alice'): this {
    if (!this.response.headersSent) this.headers();
    return this.write(': \n\n').event(id, { type: 'connected', userId, resumed });
  }

  event(id: string | undefined, event: unknown): this {
    return this.write(`event: message\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`);
  }

  /** The last frame. */
  end(status: number, code: string, retry?: number): void {
    const body = JSON.stringify({ defined: true, code, status, message: 'because' });
    this.write(`event: error\n${retry === undefined ? '' : `retry: ${retry}\n`}data: ${body}\n\n`);
    this.response.end();
  }

  write(bytes: string | Uint8Array): this {
    this.response.write(bytes);
    return this;
  }
}
