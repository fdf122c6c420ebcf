import type { Connection, EventInfo } from './connection.js';
import { browserEnvironment } from './environment.js';
import type { UserEvent } from './events.js';
import { Inbox } from './inbox/inbox.js';
import { Listeners } from './listeners.js';
import { settingsFrom, type ConnectOptions, type Settings } from './options.js';
import { sourceFor, type Source } from './source.js';

/** Opens the user's stream of events; it stays open, through every break, until it is closed. */
export function connect(options: ConnectOptions): Connection {
  return new UserConnection(settingsFrom(options, browserEnvironment()));
}

export class UserConnection implements Connection {
  readonly userId: string;
  readonly #events: Listeners<[UserEvent, EventInfo]>;
  readonly #changes: Listeners<[]>;
  readonly #inbox: Inbox;
  readonly #source: Source;
  #closed = false;

  constructor(settings: Settings) {
    this.userId = settings.userId;
    this.#events = new Listeners(settings);
    this.#changes = new Listeners(settings);
    this.#inbox = new Inbox(settings, (event, info, done) => {
      done(this.#events.call(event, info));
      this.#changes.call();
    });
    this.#source = sourceFor(settings, this.#inbox, () => this.#changes.call());
    this.#source.open();
  }

  get state() {
    return this.#closed ? 'disconnected' : this.#source.state;
  }

  get error() {
    return this.#source.error;
  }

  get lastEventAt() {
    return this.#inbox.lastEventAt;
  }

  get role() {
    return this.#source.role;
  }

  get tabs() {
    return this.#source.tabs;
  }

  onEvent(listener: (event: UserEvent, info: EventInfo) => void): () => void {
    return this.#events.add(listener);
  }

  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  reconnect(): void {
    if (!this.#closed) this.#source.reconnect();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#source.close();
    this.#changes.call();
  }
}
