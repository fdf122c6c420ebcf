/** A `fetch` that can lose its network on demand, so that a visitor sees what the client does about it. */
export interface BreakableFetch {
  readonly fetch: typeof fetch;
  /** While true, every request fails. */
  readonly offline: boolean;
  /** Loses every response that is under way; the next request works again. */
  cut(): void;
  setOffline(offline: boolean): void;
}

export function createBreakableFetch(real: typeof fetch = (input, init) => fetch(input, init)): BreakableFetch {
  let network = new AbortController();
  let offline = false;

  const cut = () => {
    // A TypeError is what a browser throws for a lost network; an AbortError would look as if the client had wanted it.
    network.abort(new TypeError('The network was lost, on request.'));
    network = new AbortController();
  };

  return {
    get offline() {
      return offline;
    },
    cut,
    setOffline(value) {
      offline = value;
      if (offline) {
        cut();
      }
    },
    async fetch(input, init) {
      if (offline) {
        throw new TypeError('The network is off, on request.');
      }

      const { signal } = network;
      const response = await real(input, init);
      return response.body === null ? response : new Response(response.body.pipeThrough(new TransformStream(), { signal }), response);
    },
  };
}
