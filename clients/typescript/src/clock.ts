/** Time, so that a test can have its own. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

// Looked up at each call: fake timers replace the globals.
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as number),
};

/** One timer: setting it again replaces what was set. */
export class Alarm {
  #timer: unknown;

  constructor(private readonly clock: Clock) {}

  set(milliseconds: number, ring: () => void): void {
    this.clear();
    this.#timer = this.clock.setTimeout(ring, milliseconds);
  }

  clear(): void {
    this.clock.clearTimeout(this.#timer);
  }
}
