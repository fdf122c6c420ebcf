import { Alarm } from '../clock.js';
import type { Settings } from '../options.js';

// A hidden tab's timers may run once a minute, but it answers messages at once, unless it is frozen or hangs.
const asks = 3;
const answerTime = 2_000;

/** Finds out that the tab with the stream neither speaks nor answers any more. */
export class LeaderWatch {
  readonly #alarm: Alarm;

  constructor(
    private readonly settings: Settings,
    private readonly ask: () => void,
    private readonly gone: () => void,
  ) {
    this.#alarm = new Alarm(settings.clock);
  }

  /** It spoke. */
  heard(): void {
    this.#alarm.set(1.5 * this.settings.heartbeat, () => this.check());
  }

  /** Asks now. One timer after the other: after a sleep of this tab, answers that wait are read in between. */
  check(left = asks): void {
    if (left === 0) return this.gone();
    this.ask();
    // Jitter, so that of several tabs one is first and the others hear of it.
    this.#alarm.set(answerTime * (0.5 + this.settings.random()), () => this.check(left - 1));
  }

  stop(): void {
    this.#alarm.clear();
  }
}
