import type { ConnectionState } from '@realtime-mesh/client';

/** How a connection's state is said and coloured. */
export interface StateLook {
  readonly word: string;
  readonly tone: 'ok' | 'warn' | 'bad';
}

const looks: Readonly<Record<ConnectionState, StateLook>> = {
  connecting: { word: 'Connecting', tone: 'warn' },
  connected: { word: 'Connected', tone: 'ok' },
  disconnected: { word: 'Disconnected', tone: 'warn' },
  error: { word: 'Not connected', tone: 'bad' },
};

/** `offline` is the visitor's own doing. */
export function lookOf(state: ConnectionState, offline: boolean): StateLook {
  return offline ? { word: 'Offline', tone: 'bad' } : looks[state];
}
