import { connect, type Connection } from '@realtime-mesh/client';
import { createInvalidator } from '@realtime-mesh/client/query';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { entityChange } from './entityChange';
import { Journal, type JournalView } from './journal';
import { createStreamBreaks, type StreamBreaks } from './streamBreaks';

/** Gets the bearer token; `refresh` when the server refused the last one. */
export type StreamToken = (request: { refresh: boolean; signal: AbortSignal }) => Promise<string>;

/** One user's stream in this tab, with what there is to see of it and to do to it. */
export interface Realtime {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly breaks: StreamBreaks;
  close(): void;
}

export function openRealtime(userId: string, token: StreamToken, queryClient: QueryClient): Realtime {
  const breaks = createStreamBreaks(userId);
  const journal = new Journal();
  const connection = connect({
    userId,
    token,
    fetch: async (input, init) => {
      const requestedAt = Date.now();
      const response = await breaks.fetch(input, init);
      journal.clock.sawDate(response.headers.get('date'), requestedAt);
      return response;
    },
    onUnknown: (event, info) => journal.add(event, info),
  });
  const stops = [
    createInvalidator(queryClient, { entity_change: entityChange }).attach(connection),
    journal.attach(connection),
    // Nobody wants to wait for the next attempt once the network is back.
    breaks.onChange(() => !breaks.offline && connection.role !== 'follower' && connection.reconnect()),
  ];
  return {
    connection,
    journal,
    breaks,
    close() {
      stops.forEach(stop => stop());
      connection.close();
      breaks.close();
    },
  };
}

export const RealtimeContext = createContext<Realtime | undefined>(undefined);

export function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (realtime === undefined) {
    throw new Error('useRealtime needs a RealtimeBoundary above it.');
  }

  return realtime;
}

export function useJournal(): JournalView {
  const { journal } = useRealtime();
  return useSyncExternalStore(listener => journal.onChange(listener), () => journal.view);
}

/** Whether the visitor has switched the stream's network off. */
export function useOffline(): boolean {
  const { breaks } = useRealtime();
  return useSyncExternalStore(breaks.onChange, () => breaks.offline);
}
