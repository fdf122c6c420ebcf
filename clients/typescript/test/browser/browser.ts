import { vi } from 'vitest';
import type { ConnectOptions } from '../../src/options.js';
import { MemoryStorage } from '../fake-page.js';
import { ManualClock } from '../manual-clock.js';
import { LogServer } from './log-server.js';
import { MemoryLocks } from './memory-locks.js';
import { Tab, type TabChannel } from './tab.js';

/** Tabs of one origin that share locks, channels, the clock and the server. */
export class Browser {
  readonly clock = new ManualClock();
  readonly locks = new MemoryLocks();
  readonly channels = new Set<TabChannel>();
  readonly tabs: Tab[] = [];
  #opened = 0;
  #loaded = 0;

  constructor(readonly server = new LogServer()) {}

  /** A new tab, or a reloaded or restored one with what it had stored. */
  open(storage = new MemoryStorage(), options: Partial<ConnectOptions> = {}): Tab {
    const tab = new Tab(this, `tab ${++this.#opened}`, storage, options);
    this.tabs.push(tab);
    return tab;
  }

  get leader(): Tab | undefined {
    return this.tabs.find(({ heard, frozen }) => heard.connection.role === 'leader' && !frozen);
  }

  forget(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    this.locks.forget(tab.clientId);
  }

  /** Time passes in steps, and after each everything that can happen happens; the server's comments come every 15 s. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 500) {
      this.clock.advance(Math.min(left, 500));
      await this.settle();
      if (Math.floor(left / 15_000) !== Math.floor((left - 500) / 15_000)) this.server.beat();
    }
    await this.settle();
  }

  /** Lets everything happen that needs no time: messages, bytes, locks. */
  async settle(): Promise<void> {
    if (this.#opened !== this.#loaded) {
      // Each tab loads the code for sharing.
      await vi.dynamicImportSettled();
      this.#loaded = this.#opened;
    }
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}
