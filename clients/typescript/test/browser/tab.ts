import type { Clock } from '../../src/clock.js';
import type { ConnectOptions } from '../../src/options.js';
import { FakePage, MemoryStorage } from '../fake-page.js';
import { Listening } from '../listening.js';
import type { Browser } from './browser.js';

/** One tab: its code runs unless it is frozen or gone. */
export class Tab {
  readonly heard: Listening;
  readonly page: FakePage;
  frozen = false;
  /** In the back-forward cache: messages do not even wait. */
  cached = false;
  gone = false;
  #kept: (() => void)[] = [];
  readonly #channels = new Set<TabChannel>();

  constructor(
    readonly browser: Browser,
    readonly clientId: string,
    readonly storage: MemoryStorage,
    options: Partial<ConnectOptions>,
  ) {
    const locks = browser.locks.forTab(clientId, (code) => this.run(code));
    this.page = new FakePage(storage, locks, (name) => this.#open(name));
    this.heard = new Listening({ url: '/api/events', clock: this.#clock(), fetch: (url, init) => this.#fetch(url, init), ...options }, this.page);
  }

  /** Runs the tab's code now, or when the tab thaws, or never. */
  run(code: () => void): void {
    if (this.gone) return;
    if (this.frozen) this.#kept.push(code);
    else code();
  }

  freeze(): void {
    this.frozen = true;
  }

  /** What has waited runs in its order. */
  thaw(): void {
    this.frozen = false;
    for (const code of this.#kept.splice(0)) this.run(code);
    if (!this.cached) return;
    this.cached = false;
    this.page.outOfCache();
  }

  /** The user goes to another page; `thaw` is the way back. */
  cache(): void {
    this.cached = true;
    this.page.intoCache();
    this.freeze();
  }

  /** Closes as a user closes a tab. */
  close(): void {
    this.page.window.dispatchEvent(new Event('pagehide'));
    this.crash();
  }

  /** Is gone from one moment to the next; so are its locks and its connections. */
  crash(): void {
    this.gone = true;
    for (const channel of this.#channels) channel.close();
    this.browser.forget(this);
    this.#connections.abort();
  }

  readonly #connections = new AbortController();

  async #fetch(url: unknown, init: RequestInit = {}): Promise<Response> {
    const connection = new AbortController();
    for (const signal of [init.signal!, this.#connections.signal]) {
      if (signal.aborted) connection.abort();
      signal.addEventListener('abort', () => connection.abort());
    }
    const response = await this.browser.server.fetch(url, { ...init, signal: connection.signal });
    const whenRunning = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, stream) => new Promise((resolve) => this.run(() => resolve(stream.enqueue(chunk)))),
    });
    return new Response(response.body!.pipeThrough(whenRunning), response);
  }

  #clock(): Clock {
    const { clock } = this.browser;
    return {
      now: () => clock.now(),
      setTimeout: (ring, milliseconds) => {
        const timer = { stopped: false, timer: {} };
        timer.timer = clock.setTimeout(() => this.run(() => timer.stopped || ring()), milliseconds);
        return timer;
      },
      clearTimeout: (timer) => {
        if (!timer) return;
        (timer as { stopped: boolean }).stopped = true;
        clock.clearTimeout((timer as { timer: unknown }).timer);
      },
    };
  }

  #open(name: string): BroadcastChannel {
    const channel = new TabChannel(name, this, () => this.#channels.delete(channel));
    this.#channels.add(channel);
    this.browser.channels.add(channel);
    return channel as unknown as BroadcastChannel;
  }
}

/** A `BroadcastChannel` whose messages wait while the tab is frozen. */
export class TabChannel {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  #closed = false;

  constructor(
    readonly name: string,
    private readonly tab: Tab,
    private readonly onClose: () => void,
  ) {}

  postMessage(data: unknown): void {
    if (this.tab.gone || this.#closed) return;
    for (const other of this.tab.browser.channels) if (other !== this && other.name === this.name) other.deliver(structuredClone(data));
  }

  deliver(data: unknown): void {
    setImmediate(() =>
      this.tab.run(() => {
        if (!this.#closed) this.onmessage?.({ data });
      }),
    );
  }

  close(): void {
    this.#closed = true;
    this.tab.browser.channels.delete(this);
    this.onClose();
  }
}
