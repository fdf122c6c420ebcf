import type { Query, QueryClient } from '@tanstack/query-core';

const followed = new WeakSet<Query>();

/**
 * Marks queries as stale and refetches those on screen. One that is being fetched may be reading what was there before, so it is
 * fetched again when that has ended. Cancelling it instead would lose a next page that is being loaded, and would starve a
 * query whose events come faster than its answers; and TanStack does not cancel a query's first fetch.
 */
export function refetch(queryClient: QueryClient, predicate: (query: Query) => boolean): void {
  for (const query of queryClient.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' })) {
    refetchAfterwards(queryClient, query);
  }
  void queryClient.invalidateQueries({ predicate }, { cancelRefetch: false });
}

function refetchAfterwards(queryClient: QueryClient, query: Query): void {
  if (followed.has(query)) {
    return;
  }
  followed.add(query);
  const ended = () => {
    followed.delete(query);
    refetch(queryClient, (candidate) => candidate === query);
  };
  // Gives the promise of the fetch under way.
  query.fetch().then(ended, ended);
}
