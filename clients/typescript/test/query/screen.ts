import { QueryClient, QueryObserver, type QueryKey } from '@tanstack/query-core';
import { vi } from 'vitest';

/** An answer of which the server has read its data now, and which takes a second. */
export function slow<T>(data: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, 1_000, data));
}

/** Queries on a screen, against a server that the test plays. */
export class Screen {
  readonly queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity, gcTime: Infinity } } });
  /** The keys that were fetched since the last look, in order. */
  readonly #fetched: string[] = [];

  constructor() {
    this.queryClient.mount();
  }

  /** Shows a query; its first answer is there when this returns. */
  async show(queryKey: QueryKey, answer: () => unknown = () => 'data'): Promise<QueryObserver> {
    const observer = this.observe(queryKey, answer);
    await vi.waitFor(() => {
      if (observer.getCurrentResult().isPending) {
        throw new Error(`${queryKey.join('/')} is still pending`);
      }
    });
    this.fetched();
    return observer;
  }

  observe(queryKey: QueryKey, answer: () => unknown): QueryObserver {
    const observer = new QueryObserver(this.queryClient, {
      queryKey,
      queryFn: () => {
        this.#fetched.push(queryKey.join('/'));
        return answer();
      },
    });
    observer.subscribe(() => undefined);
    return observer;
  }

  /** What was fetched since this was asked last. */
  fetched(): string[] {
    return this.#fetched.splice(0).sort();
  }

  close(): void {
    this.queryClient.clear();
    this.queryClient.unmount();
  }
}
