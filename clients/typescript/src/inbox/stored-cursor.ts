import type { Settings } from '../options.js';
import { cursorFrom } from './cursor.js';

/**
 * Where a reload goes on: the id of the last event that was taken, with all before it.
 * Per address, types and user, so that nobody resumes what somebody else has seen.
 */
export class StoredCursor {
  value: string | undefined;
  readonly #key: string;
  readonly #waiting: { id: string | undefined }[] = [];
  #warned = false;

  constructor(private readonly settings: Settings) {
    this.#key = `realtime-mesh:cursor:${JSON.stringify([settings.userId, settings.url])}`;
    this.#tryStorage((storage) => (this.value = cursorFrom(storage.getItem(this.#key))));
  }

  /** An event goes to its consumer. Returns what to call, in the same order, when the consumer is done with it, or has failed. */
  handOut(id: string | undefined): (done: boolean) => void {
    const event = { id };
    this.#waiting.push(event);
    return (done) => {
      this.#waiting.shift();
      if (done) this.#move(event.id);
    };
  }

  /** An event has no consumer: taking the one before it is taking this one too. */
  pass(id: string | undefined): void {
    const before = this.#waiting.at(-1);
    if (!before) this.#move(id);
    else before.id = id ?? before.id;
  }

  #move(id: string | undefined): void {
    if (id === undefined) return;
    this.value = id;
    this.#tryStorage((storage) => storage.setItem(this.#key, id));
  }

  #tryStorage(use: (storage: Pick<Storage, 'getItem' | 'setItem'>) => void): void {
    const { environment, onWarning } = this.settings;
    try {
      if (environment.storage) use(environment.storage);
    } catch (error) {
      if (!this.#warned) onWarning({ code: 'storage', message: 'The cursor cannot be kept in the storage.', error });
      this.#warned = true;
    }
  }
}
