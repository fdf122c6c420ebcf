import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Connection, ConnectionState, StreamRole } from '../connection.js';
import type { RealtimeError } from '../errors.js';
import { useConnection } from './use-connection.js';

/** The page's stream. */
export interface SSE {
  readonly connectionState: ConnectionState;
  /** Why it is `disconnected` or in `error`. */
  readonly error: RealtimeError | undefined;
  readonly role: StreamRole;
  /** Tabs that share the stream, with this one. */
  readonly tabs: number;
  /** Unix milliseconds of the newest event. A component that reads it renders with every event; others do not. */
  readonly lastEventAt: number | undefined;
  /** Tries at once, with a fresh count of attempts. */
  readonly reconnect: () => void;
}

/** How the stream is. @throws Error outside a {@link RealtimeProvider}. */
export function useSSE(): SSE {
  const connection = useConnection('useSSE');
  const readsTime = useRef(false);
  const connectionState = useValue(connection, () => connection?.state ?? 'connecting');
  const error = useValue(connection, () => connection?.error);
  const role = useValue(connection, () => connection?.role ?? 'alone');
  const tabs = useValue(connection, () => connection?.tabs ?? 1);
  const lastEventAt = useValue(connection, () => (readsTime.current ? connection?.lastEventAt : undefined));

  return useMemo(
    () => ({
      connectionState,
      error,
      role,
      tabs,
      get lastEventAt() {
        readsTime.current = true;
        return connection?.lastEventAt;
      },
      reconnect: () => connection?.reconnect(),
    }),
    [connection, connectionState, error, role, tabs, lastEventAt],
  );
}

/** Renders only when the value is another one. */
function useValue<T>(connection: Connection | undefined, value: () => T): T {
  const subscribe = useCallback((changed: () => void) => connection?.onChange(changed) ?? (() => undefined), [connection]);
  return useSyncExternalStore(subscribe, value, value);
}
