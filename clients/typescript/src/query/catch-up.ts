import type { QueryClient } from '@tanstack/query-core';
import { refetch } from './refetch.js';

/** Milliseconds over which browsers that lost their stream together spread their refetches. */
const spread = 1_000;

/** Refetches what may have changed while nobody listened. */
export class CatchUp {
  #wasLive = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly queryClient: QueryClient) {}

  /** The stream is live from now on. */
  live({ resumed }: { readonly resumed: boolean }): void {
    const first = !this.#wasLive;
    this.#wasLive = true;
    if (resumed) {
      return;
    }
    if (first) {
      // Fetched, or being fetched, before: what changed since then was told to nobody.
      refetch(this.queryClient, ({ state }) => state.data !== undefined || state.fetchStatus === 'fetching');
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        refetch(this.queryClient, () => true);
      }, Math.random() * spread);
    }
  }

  discard(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
