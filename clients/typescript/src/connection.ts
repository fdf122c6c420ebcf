import type { UserEvent } from './events.js';
import type { RealtimeError } from './errors.js';

/** `connecting` at first, `disconnected` between attempts, `error` when nothing happens any more without {@link Connection.reconnect}. */
export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'error';

/** Who holds the stream: this tab for all, another tab for this one, or each tab for itself. */
export type StreamRole = 'leader' | 'follower' | 'alone';

/** How an event came. */
export interface EventInfo {
  /** The event's cursor; none on an event that was published without one. */
  readonly id: string | undefined;
  /** The `data` as the server sent it. */
  readonly raw: string;
  /** Unix milliseconds of this browser's clock, when the tab that holds the stream read it. */
  readonly receivedAt: number;
}

/** One user's stream of events. It opens at once, and again after every break, until it is closed. */
export interface Connection {
  readonly userId: string;
  readonly state: ConnectionState;
  /** Why `state` is `disconnected` or `error`. */
  readonly error: RealtimeError | undefined;
  /** Unix milliseconds of the newest event. */
  readonly lastEventAt: number | undefined;
  readonly role: StreamRole;
  /** Tabs that share the stream, with this one. */
  readonly tabs: number;
  /** Calls the listener with every event, in order, each once. Returns how to stop that. */
  onEvent(listener: (event: UserEvent, info: EventInfo) => void): () => void;
  /** Calls the listener when a property of this object has changed. Returns how to stop that. */
  onChange(listener: () => void): () => void;
  /** Tries at once, with a fresh count of attempts; a stream that is open is replaced. */
  reconnect(): void;
  /** Ends it for good. */
  close(): void;
}
