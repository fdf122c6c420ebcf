import type { Clock } from '../src/clock.js';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly #timers = new Map<object, { due: number; ring: () => void }>();

  now(): number {
    return this.#now;
  }

  setTimeout(ring: () => void, milliseconds: number): object {
    const timer = {};
    this.#timers.set(timer, { due: this.#now + milliseconds, ring });
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as object);
  }

  /** Milliseconds until each timer that is set rings, soonest first. */
  get waits(): number[] {
    return [...this.#timers.values()].map(({ due }) => due - this.#now).sort((a, b) => a - b);
  }

  /** Moves on, and rings what is due, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [timer, next] = [...this.#timers].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (!timer || !next || next.due > end) break;
      this.#timers.delete(timer);
      this.#now = next.due;
      next.ring();
    }
    this.#now = end;
  }
}
