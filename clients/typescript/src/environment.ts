/** What a page gives us; all of it is missing somewhere: in Node, in a worker, without TLS. */
export interface Environment {
  /** Fires `online`, `pageshow`, `pagehide`. */
  readonly window: EventTarget | undefined;
  /** Fires `visibilitychange`. */
  readonly document: (EventTarget & { readonly visibilityState: string }) | undefined;
  readonly locks: LockManager | undefined;
  readonly openChannel: ((name: string) => BroadcastChannel) | undefined;
  readonly storage: CursorStorage | undefined;
  online(): boolean;
}

/** Where cursors are kept: the part of `Storage` that is used. */
export type CursorStorage = Pick<Storage, 'getItem' | 'setItem'>;

export function browserEnvironment(): Environment {
  const scope = globalThis as Partial<typeof globalThis>;
  const { document, navigator, BroadcastChannel } = scope;
  return {
    window: document && (scope as EventTarget),
    document,
    locks: navigator?.locks,
    openChannel: BroadcastChannel && ((name) => new BroadcastChannel(name)),
    storage: sessionStorageOf(scope),
    online: () => navigator?.onLine !== false,
  };
}

function sessionStorageOf(scope: Partial<typeof globalThis>): CursorStorage | undefined {
  try {
    return scope.sessionStorage;
  } catch {
    // Reading the property throws where the user forbids storage; connections work without.
    return undefined;
  }
}
