import { hashKey, matchQuery, type QueryClient, type QueryKey } from '@tanstack/query-core';
import { afterFrame } from './frame.js';
import { refetch } from './refetch.js';

const maxKeys = 1_000;

/** Keys that were invalidated within a frame. However many events name a query, and by however broad a key, it is refetched once. */
export class Batch {
  readonly #keys = new Map<string, QueryKey>();
  #cancel: (() => void) | undefined;

  constructor(private readonly queryClient: QueryClient) {}

  add(queryKey: QueryKey): void {
    this.#keys.set(hashKey(queryKey), queryKey);
    if (this.#keys.size >= maxKeys) {
      this.#run();
    } else {
      this.#cancel ??= afterFrame(() => this.#run());
    }
  }

  #run(): void {
    const keys = [...this.#keys.values()];
    this.#keys.clear();
    this.#cancel?.();
    this.#cancel = undefined;
    refetch(this.queryClient, (query) => keys.some((queryKey) => matchQuery({ queryKey }, query)));
  }
}
