import type { Source } from './source.js';

/** A source whose code comes when it is needed: a page that does not use it never loads it. */
export class LaterSource implements Source {
  #source: Source | undefined;
  #closed = false;

  constructor(private readonly load: () => Promise<Source>) {}

  get state() {
    return this.#source?.state ?? 'connecting';
  }

  get error() {
    return this.#source?.error;
  }

  get role() {
    return this.#source?.role ?? 'follower';
  }

  get tabs() {
    return this.#source?.tabs ?? 1;
  }

  open(): void {
    void this.load().then((source) => {
      if (this.#closed) return;
      this.#source = source;
      source.open();
    });
  }

  reconnect(): void {
    // Before the source is there, it is opening.
    this.#source?.reconnect();
  }

  close(): void {
    this.#closed = true;
    this.#source?.close();
  }
}
