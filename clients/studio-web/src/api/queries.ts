import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Studio } from './studio';
import type { EntityPath, Page } from './views';

// The keys are what user events invalidate: see docs/protocol.md, "Event types".

function paged<T>(queryKey: readonly string[], read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor,
    select: data => data.pages.flatMap(page => page.items),
  });
}

export const entityList = <P extends EntityPath>(studio: Studio, path: P) =>
  paged([path, 'list'], (cursor, signal) => studio.list(path, cursor, { signal }));

export const entityDetail = <P extends EntityPath>(studio: Studio, path: P, id: string) =>
  queryOptions({ queryKey: [path, 'get', id], queryFn: ({ signal }) => studio.get(path, id, { signal }) });

export const jobList = (studio: Studio) => paged(['jobs', 'list'], (cursor, signal) => studio.jobs(cursor, { signal }));

export const jobDetail = (studio: Studio, id: string) =>
  queryOptions({ queryKey: ['jobs', 'get', id], queryFn: ({ signal }) => studio.job(id, { signal }) });

export const activityList = (studio: Studio) => paged(['activity', 'list'], (cursor, signal) => studio.activity(cursor, { signal }));
