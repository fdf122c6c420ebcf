import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

/** What is cached stays until an event says that it changed: nothing is read again because of time or focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.passing),
      },
      // Offline, a user is told at once; reading waits, and goes on by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
