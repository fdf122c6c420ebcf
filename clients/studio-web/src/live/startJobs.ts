import { ApiError } from '../api/errors';
import type { Started } from '../api/views';

/** Requests under way at once. */
const lanes = 2;
/** Milliseconds before a lane's next one. At some six events a job, a stream that is cut for two seconds must not miss more than the 200 that are kept. */
const pace = 200;
const maxAttempts = 5;

export interface StartJobsOptions {
  count: number;
  /** Starts the job of that number, from 0; called again for the same number if the server had no time for it. */
  start: (number: number) => Promise<Started>;
  onStarted: (job: Started) => void;
  /** Waits so many milliseconds. */
  wait: (duration: number) => Promise<void>;
  signal: AbortSignal;
}

/** Starts many jobs, a few at a time, and no faster than the server asks for. Rejects with the first error that waiting does not mend. */
export async function startJobs({ count, start, onStarted, wait, signal }: StartJobsOptions): Promise<void> {
  let next = 0;
  let pause: Promise<void> | undefined;
  let failed = false;

  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));

  async function lane(): Promise<void> {
    while (next < count && !failed && !signal.aborted) {
      const number = next++;
      try {
        await attempt(number);
        await wait(pace);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }

  async function attempt(number: number): Promise<void> {
    for (let attempts = 1; ; attempts++) {
      await pause;
      signal.throwIfAborted();
      try {
        return onStarted(await start(number));
      } catch (error) {
        if (!(error instanceof ApiError) || !error.passing || attempts === maxAttempts) {
          throw error;
        }

        // One lane is told and all wait: the server's limit is for all of them together.
        pause = wait((error.retryAfter ?? 1) * 1000);
      }
    }
  }
}
