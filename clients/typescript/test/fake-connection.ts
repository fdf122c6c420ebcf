import type { Connection, ConnectionState, StreamRole } from '../src/connection.js';
import type { RealtimeError } from '../src/errors.js';
import type { UserEvent } from '../src/events.js';

/** A connection whose server is the test. */
export class FakeConnection implements Connection {
  state: ConnectionState = 'connecting';
  error: RealtimeError | undefined;
  lastEventAt: number | undefined;
  role: StreamRole = 'alone';
  tabs = 1;
  closed = false;
  reconnects = 0;
  readonly #events = new Set<Parameters<Connection['onEvent']>[0]>();
  readonly #changes = new Set<() => void>();

  constructor(readonly userId = 'alice') {}

  get listeners(): number {
    return this.#events.size + this.#changes.size;
  }

  onEvent(listener: Parameters<Connection['onEvent']>[0]): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  }

  reconnect(): void {
    this.reconnects++;
  }

  close(): void {
    this.closed = true;
  }

  goLive(resumed = false): void {
    this.change({ state: 'connected' });
    this.send({ type: 'connected', userId: this.userId, resumed });
  }

  send(event: UserEvent): void {
    const receivedAt = Date.now();
    for (const listener of this.#events) {
      listener(event, { id: undefined, raw: JSON.stringify(event), receivedAt });
    }
    this.change({ lastEventAt: receivedAt });
  }

  change(properties: Partial<Pick<FakeConnection, 'state' | 'error' | 'lastEventAt' | 'role' | 'tabs'>>): void {
    Object.assign(this, properties);
    for (const listener of this.#changes) {
      listener();
    }
  }
}
