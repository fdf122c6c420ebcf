import { afterEach, beforeEach } from 'vitest';
import { UserConnection } from '../src/connect.js';
import type { EventInfo } from '../src/connection.js';
import type { UserEvent } from '../src/events.js';
import { settingsFrom, type ConnectOptions } from '../src/options.js';
import { subscribeWith } from '../src/subscribe.js';
import type { Warning } from '../src/warning.js';
import { FakePage } from './fake-page.js';
import { ManualClock } from './manual-clock.js';
import { StreamServer } from './stream-server.js';

/** A connection, and everything it told. */
export class Listening {
  readonly events: UserEvent[] = [];
  readonly infos: EventInfo[] = [];
  readonly warnings: Warning[] = [];
  readonly states: string[] = [];
  readonly connection: UserConnection;

  constructor(options: Partial<ConnectOptions>, readonly page: FakePage) {
    const all = { userId: 'alice', token: () => 'good', random: () => 0, onWarning: (warning: Warning) => this.warnings.push(warning), ...options };
    this.connection = new UserConnection(settingsFrom(all, page));
    this.connection.onEvent((event, info) => {
      this.events.push(event);
      this.infos.push(info);
    });
    this.connection.onChange(() => {
      if (this.states.at(-1) !== this.connection.state) this.states.push(this.connection.state);
    });
  }

  /** The ids of the events, without `connected`. */
  get ids(): (string | undefined)[] {
    return this.infos.filter((_, at) => this.events[at]?.type !== 'connected').map(({ id }) => id);
  }

  /** What `connected` said, each time. */
  get resumed(): boolean[] {
    return this.events.flatMap((event) => (event.type === 'connected' ? [event.resumed] : []));
  }
}

/** A server, a clock that stands still, and connections that are closed after each test. */
export function scene() {
  const all = {
    server: undefined as unknown as StreamServer,
    clock: new ManualClock(),
    listen(options: Partial<ConnectOptions> = {}, page = new FakePage()): Listening {
      const listening = new Listening({ url: all.server.url, clock: all.clock, shared: false, ...options }, page);
      closing.push(() => listening.connection.close());
      return listening;
    },
    iterate(options: Partial<ConnectOptions> = {}, page = new FakePage(), signal?: AbortSignal) {
      const defaults = { userId: 'alice', token: () => 'good', random: () => 0, url: all.server.url, clock: all.clock, shared: false };
      const events = subscribeWith(settingsFrom({ ...defaults, onWarning: () => undefined, ...options }, page), signal);
      closing.push(() => void events.return!());
      return events;
    },
  };
  let closing: (() => void)[] = [];

  beforeEach(async () => {
    all.clock = new ManualClock();
    all.server = await StreamServer.start();
  });

  afterEach(async () => {
    for (const close of closing) close();
    closing = [];
    await all.server.stop();
  });

  return all;
}

/** An event of the kind that a test can count. */
export function progress(percent: number) {
  return { type: 'job_progress', jobId: 'j', jobType: 'process-document', percent, phase: 'reading', documentId: 'd' };
}
