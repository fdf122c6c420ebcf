import { progress } from '../listening.js';

/** A user's log and the streams on it, by the protocol's cursor rule, as a `fetch`. */
export class LogServer {
  /** The cursor of each request. */
  readonly asked: (string | undefined)[] = [];
  down = false;
  #epoch = 1;
  #newest = 0;
  #log: { offset: number; text: string }[] = [];
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  constructor(private readonly keeps = 200) {}

  get streams(): number {
    return this.#streams.size;
  }

  get head(): string {
    return this.#id(this.#newest);
  }

  fetch = (_: unknown, init: RequestInit = {}): Promise<Response> => {
    const cursor = new Headers(init.headers).get('last-event-id') ?? undefined;
    if (init.signal?.aborted) return Promise.reject(init.signal.reason as Error);
    this.asked.push(cursor);
    if (this.down) return Promise.reject(new TypeError('down'));
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        this.#streams.add(stream);
        init.signal?.addEventListener('abort', () => this.#end(stream));
        const from = this.#resumeFrom(cursor);
        const connected = { type: 'connected', userId: 'alice', resumed: from !== undefined };
        stream.enqueue(frame(from === undefined ? this.head : cursor!, connected));
        if (from !== undefined) for (const { offset, text } of this.#log) if (offset > from) stream.enqueue(bytes(text));
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };

  publish(): void {
    const offset = ++this.#newest;
    const text = frameText(this.#id(offset), progress(offset));
    this.#log = [...this.#log, { offset, text }].slice(-this.keeps);
    for (const stream of this.#streams) stream.enqueue(bytes(text));
  }

  beat(): void {
    for (const stream of this.#streams) stream.enqueue(bytes(': \n\n'));
  }

  /** All connections break. */
  cut(): void {
    for (const stream of [...this.#streams]) this.#end(stream);
  }

  /** The log is lost, and all streams end. */
  forget(): void {
    this.#epoch++;
    this.#newest = 0;
    this.#log = [];
    this.cut();
  }

  #resumeFrom(cursor: string | undefined): number | undefined {
    const [epoch, offset] = cursor?.split('-') ?? [];
    const from = Number(offset);
    const first = this.#newest - this.#log.length;
    return epoch === `e${this.#epoch}` && from >= first && from <= this.#newest ? from : undefined;
  }

  #end(stream: ReadableStreamDefaultController<Uint8Array>): void {
    if (this.#streams.delete(stream)) stream.error(new TypeError('broken'));
  }

  #id(offset: number): string {
    return `e${this.#epoch}-${offset}`;
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);
const frameText = (id: string, event: unknown) => `event: message\nid: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
const frame = (id: string, event: unknown) => bytes(frameText(id, event));
