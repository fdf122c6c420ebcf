/** The waits between attempts that fail in a row; all in milliseconds. */
export interface Backoff {
  readonly baseDelay: number;
  readonly maxDelay: number;
  readonly jitter: number;
  readonly random: () => number;
}

/** The wait before attempt `k`, from 0, after a stream broke. */
export function delayBefore(k: number, { baseDelay, maxDelay, jitter, random }: Backoff): number {
  return Math.min(baseDelay * 2 ** k, maxDelay) + random() * jitter;
}

/** The wait that a server asked for, kept from being a storm (under 100 ms) or for ever (over an hour). */
export function requestedDelay(milliseconds: number): number {
  return Math.min(Math.max(milliseconds, 100), 3_600_000);
}
