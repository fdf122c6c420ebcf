import type { QueryKey } from '@tanstack/query-core';

/** The keys that queries must have for events to find them. What follows is free: `[...queryKeys.list('jobs'), { status }]` is found too. */
export const queryKeys = {
  all: (collection: string) => [collection] as const,
  list: (collection: string) => [collection, 'list'] as const,
  get: (collection: string, id: string) => [collection, 'get', id] as const,
  activity: ['activity'] as const,
} satisfies Record<string, QueryKey | ((...parts: string[]) => QueryKey)>;

/** `podcast` → `podcasts`. */
export function collectionOf(entityType: string): string {
  return `${entityType}s`;
}
