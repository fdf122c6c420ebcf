/** How long a server's `Date` header may be behind its clock: it names whole seconds, and Kestrel renews it once a second. */
const dateAge = 2000;

/**
 * How far this browser's clock is ahead of the server's, as far as can be told from what has been seen.
 * Events give an upper bound (none arrives before it was sent), `Date` headers a lower one.
 */
export class ServerClock {
  private most = Infinity;
  private least = -Infinity;

  /** An event that the server sent at `sentAt` of its clock came at `receivedAt` of this one. */
  saw(sentAt: number, receivedAt: number): void {
    this.most = Math.min(this.most, receivedAt - sentAt);
  }

  /** The `Date` header of the answer to a request that was made at `requestedAt` of this clock. */
  sawDate(header: string | null, requestedAt: number): void {
    const date = Date.parse(header ?? '');
    if (!Number.isNaN(date)) {
      this.least = Math.max(this.least, requestedAt - date - dateAge);
    }
  }

  /** Milliseconds to take from this browser's times; 0 while both clocks may be right. Else the quickest event is taken to have needed no time. */
  get ahead(): number {
    const mayAgree = this.least <= 0 && this.most >= 0;
    return mayAgree || this.most === Infinity ? 0 : this.most;
  }
}
