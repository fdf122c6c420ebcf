import type { RealtimeError } from './errors.js';
import type { UserEvent } from './events.js';

const capacity = 64;

interface Waiting {
  readonly event: UserEvent;
  readonly done: (taken: boolean) => void;
}

interface Reader {
  resolve(result: IteratorResult<UserEvent>): void;
  reject(error: RealtimeError): void;
}

/** Between a stream that pushes and a loop that pulls. */
export class EventQueue implements AsyncIterableIterator<UserEvent> {
  readonly #events: Waiting[] = [];
  readonly #readers: Reader[] = [];
  #given: Waiting | undefined;
  #room: (() => void) | undefined;
  #ended = false;
  #error: RealtimeError | undefined;

  constructor(private readonly close: () => void) {}

  /** A promise when this is full, until there is room again. */
  push(event: UserEvent, done: (taken: boolean) => void): void | Promise<void> {
    this.#events.push({ event, done });
    this.#settle();
    if (this.#events.length >= capacity) return new Promise((resolve) => (this.#room = resolve));
  }

  /** No more will come; what waits is still given out if there was an error. */
  end(error?: RealtimeError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    if (!error) this.#events.length = 0;
    this.close();
    this.#settle();
  }

  next(): Promise<IteratorResult<UserEvent>> {
    this.#given?.done(true);
    this.#given = undefined;
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#settle();
    });
  }

  return(): Promise<IteratorResult<UserEvent>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(): void {
    while (this.#readers.length && (this.#events.length || this.#ended)) {
      const reader = this.#readers.shift()!;
      // Only a caller that asks for several at once finds one given and not yet done.
      this.#given?.done(true);
      this.#given = this.#events.shift();
      if (this.#given) reader.resolve({ done: false, value: this.#given.event });
      else if (this.#error) reader.reject(this.#error);
      else reader.resolve({ done: true, value: undefined });
      if (!this.#given) this.#error = undefined;
    }
    if (this.#events.length < capacity) this.#room?.();
  }
}
