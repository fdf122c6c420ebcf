import type { Settings } from './options.js';

/** Functions to call; one that throws is reported and disturbs nobody. */
export class Listeners<Arguments extends unknown[]> {
  readonly #listeners = new Set<{ readonly call: (...values: Arguments) => void }>();

  constructor(private readonly settings: Settings) {}

  /** Returns how to remove it. A function that is added twice is called twice. */
  add(call: (...values: Arguments) => void): () => void {
    const listener = { call };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether all listeners returned. */
  call(...values: Arguments): boolean {
    let all = true;
    // A copy: who is added meanwhile has not been there when this happened.
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) all = callListener(this.settings, () => listener.call(...values)) && all;
    }
    return all;
  }
}

/** Calls foreign code. Whether it returned. */
export function callListener({ onWarning }: Settings, listener: () => void): boolean {
  try {
    listener();
    return true;
  } catch (error) {
    onWarning({ code: 'listener', message: 'A listener threw.', error });
    return false;
  }
}
