export interface Candidate {
  /** This tab holds the lock: the stream is its to hold. */
  elected(): void;
  /** Another tab has taken the lock away. */
  deposed(): void;
  /** The browser does not give locks here. */
  refused(): void;
}

/** One tab of all holds the lock; the browser passes it on when that tab closes or crashes. */
export class Election {
  #turn: AbortController | undefined;
  #release: (() => void) | undefined;

  constructor(
    private readonly locks: LockManager,
    private readonly name: string,
    private readonly candidate: Candidate,
  ) {}

  /** Queues for the lock. */
  join(): void {
    this.#request(false);
  }

  /** Takes the lock from a tab that does not answer. */
  steal(): void {
    this.#request(true);
  }

  /** Gives the lock, or the place in the queue, up. */
  leave(): void {
    this.#turn?.abort();
    this.#turn = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  /** Tabs that hold the lock or queue for it. */
  async tabs(): Promise<number> {
    // Where it is refused, so is the lock, and the tab is alone.
    const { held = [], pending = [] } = await this.locks.query().catch((): LockManagerSnapshot => ({}));
    const tabs = [...held, ...pending].filter(({ name }) => name === this.name).map(({ clientId }) => clientId);
    return new Set(tabs).size;
  }

  #request(steal: boolean): void {
    this.leave();
    const turn = (this.#turn = new AbortController());
    const hold = () =>
      new Promise<void>((release) => {
        // The lock may be granted in the moment of leaving.
        if (this.#turn !== turn) return release();
        this.#release = release;
        this.candidate.elected();
      });
    this.locks.request(this.name, steal ? { steal } : { signal: turn.signal }, hold).catch((error: unknown) => {
      if (this.#turn !== turn) return;
      this.#turn = this.#release = undefined;
      if ((error as Error).name === 'AbortError') this.candidate.deposed();
      else this.candidate.refused();
    });
  }
}
