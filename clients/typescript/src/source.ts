import type { ConnectionState, StreamRole } from './connection.js';
import type { RealtimeError } from './errors.js';
import type { Inbox } from './inbox/inbox.js';
import type { Settings } from './options.js';
import { AloneSource } from './alone-source.js';

/** Where a tab's events come from: a stream of its own, or one that tabs share. */
export interface Source {
  readonly state: ConnectionState;
  readonly error: RealtimeError | undefined;
  readonly role: StreamRole;
  readonly tabs: number;
  reconnect(): void;
  close(): void;
}

export function openSource(settings: Settings, inbox: Inbox, changed: () => void): Source {
  return new AloneSource(settings, inbox, changed);
}
