import type { ConnectionState, StreamRole } from './connection.js';
import type { RealtimeError } from './errors.js';
import type { Inbox } from './inbox/inbox.js';
import type { Settings } from './options.js';
import { AloneSource } from './alone-source.js';
import { SharedSource } from './shared/shared-source.js';

/** Where a tab's events come from: a stream of its own, or one that tabs share. */
export interface Source {
  readonly state: ConnectionState;
  readonly error: RealtimeError | undefined;
  readonly role: StreamRole;
  readonly tabs: number;
  open(): void;
  reconnect(): void;
  close(): void;
}

export function sourceFor(settings: Settings, inbox: Inbox, changed: () => void): Source {
  const { shared, onWarning, environment } = settings;
  const { locks, openChannel, document } = environment;
  if (shared && locks && openChannel) return new SharedSource(settings, { locks, openChannel }, inbox, changed);
  if (shared && document) onWarning({ code: 'alone', message: 'This browser cannot share a stream between tabs (Web Locks need HTTPS).' });
  return new AloneSource(settings, inbox, changed);
}
