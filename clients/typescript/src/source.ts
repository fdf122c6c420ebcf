import type { ConnectionState, StreamRole } from './connection.js';
import type { RealtimeError } from './errors.js';
import type { Inbox } from './inbox/inbox.js';
import type { Settings } from './options.js';
import { AloneSource } from './alone-source.js';
import { LaterSource } from './later-source.js';

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
  const alone = () => new AloneSource(settings, inbox, changed);
  if (shared && locks && openChannel) {
    return new LaterSource(() =>
      import('./shared/shared-source.js').then(
        ({ SharedSource }) => new SharedSource(settings, { locks, openChannel }, inbox, changed),
        (error: unknown) => {
          // A deploy may have replaced the files of the page that is open.
          onWarning({ code: 'alone', message: `This tab has a stream of its own: the code for sharing did not load (${String(error)}).` });
          return alone();
        },
      ),
    );
  }
  if (shared && document) onWarning({ code: 'alone', message: 'This browser cannot share a stream between tabs (Web Locks need HTTPS).' });
  return alone();
}
