interface Entry {
  readonly name: string;
  readonly clientId: string;
  grant(): void;
  fail(error: Error): void;
}

/** Web Locks for tabs of one process: exclusive ones, with `steal`, `signal` and `query`. */
export class MemoryLocks {
  #held: Entry[] = [];
  #pending: Entry[] = [];

  /** The locks as one tab sees them; `run` is how its code is called. */
  forTab(clientId: string, run: (code: () => void) => void): LockManager {
    const request = (name: string, options: LockOptions, callback: (lock: unknown) => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const entry: Entry = {
          name,
          clientId,
          grant: () =>
            run(() =>
              void callback({}).then(() => {
                this.#drop(entry);
                resolve();
              }, reject),
            ),
          fail: (error) => run(() => reject(error)),
        };
        options.signal?.addEventListener('abort', () => {
          if (!this.#pending.includes(entry)) return;
          this.#drop(entry);
          entry.fail(new DOMException('given up', 'AbortError'));
        });
        if (options.steal) this.#steal(entry);
        else this.#pending.push(entry);
        this.#grantFree(name);
      });
    const query = () => Promise.resolve({ held: this.#held.map(info), pending: this.#pending.map(info) });
    return { request, query } as unknown as LockManager;
  }

  /** What the browser does when a tab is gone. */
  forget(clientId: string): void {
    for (const entry of [...this.#held, ...this.#pending]) if (entry.clientId === clientId) this.#drop(entry);
  }

  #steal(entry: Entry): void {
    for (const holder of this.#held.filter(({ name }) => name === entry.name)) {
      this.#held.splice(this.#held.indexOf(holder), 1);
      holder.fail(new DOMException('stolen', 'AbortError'));
    }
    this.#pending.unshift(entry);
  }

  #drop(entry: Entry): void {
    this.#held = this.#held.filter((other) => other !== entry);
    this.#pending = this.#pending.filter((other) => other !== entry);
    this.#grantFree(entry.name);
  }

  #grantFree(name: string): void {
    if (this.#held.some((entry) => entry.name === name)) return;
    const next = this.#pending.find((entry) => entry.name === name);
    if (!next) return;
    this.#pending.splice(this.#pending.indexOf(next), 1);
    this.#held.push(next);
    queueMicrotask(() => next.grant());
  }
}

const info = ({ name, clientId }: Entry) => ({ name, clientId, mode: 'exclusive' as const });
