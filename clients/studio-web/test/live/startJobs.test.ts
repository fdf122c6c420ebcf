import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/api/errors';
import type { Started } from '../../src/api/views';
import { startJobs } from '../../src/live/startJobs';

const tooMany = (retryAfter: number) => new ApiError('Too many requests.', 429, {}, { retryAfter });

function server(answer: (number: number) => Started | Promise<Started> = number => ({ id: `${number}`, jobId: `job-${number}` })) {
  const asked: number[] = [];
  const started: string[] = [];
  const waited: number[] = [];
  const run = (signal = new AbortController().signal) => startJobs({
    count: 10,
    start: async number => {
      asked.push(number);
      await Promise.resolve();
      return answer(number);
    },
    onStarted: ({ jobId }) => started.push(jobId),
    wait: duration => {
      waited.push(duration);
      return Promise.resolve();
    },
    signal,
  });
  return { asked, started, waited, run };
}

describe('starting many jobs', () => {
  it('starts each once, a few at a time', async () => {
    let [now, most] = [0, 0];
    const { asked, started, run } = server(async number => {
      most = Math.max(most, ++now);
      await new Promise(resolve => setImmediate(resolve));
      now--;
      return { id: `${number}`, jobId: `job-${number}` };
    });

    await run();

    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(started).toHaveLength(10);
    expect(most).toBe(2);
  });

  it('waits as long as the server asks, and then starts the same job', async () => {
    let refusals = 1;
    const { asked, started, waited, run } = server(number => {
      if (number === 2 && refusals-- > 0) {
        throw tooMany(3);
      }

      return { id: `${number}`, jobId: `job-${number}` };
    });

    await run();

    expect(waited.filter(duration => duration !== 200)).toEqual([3_000]);
    expect(asked.filter(number => number === 2)).toHaveLength(2);
    expect(new Set(started).size).toBe(10);
  });

  it('gives up a job that is refused again and again', async () => {
    const { asked, run } = server(() => {
      throw tooMany(1);
    });
    await expect(run()).rejects.toMatchObject({ status: 429 });
    expect(asked.filter(number => number === 0)).toHaveLength(5);
  });

  it('stops at an error that waiting does not mend', async () => {
    const { asked, waited, run } = server(() => {
      throw new ApiError('Something in the form needs a change.', 400);
    });
    await expect(run()).rejects.toMatchObject({ status: 400 });
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(waited).toEqual([]);
  });

  it('starts no more when it is told to stop', async () => {
    const stopping = new AbortController();
    const { asked, run } = server(number => {
      if (number === 3) {
        stopping.abort();
      }

      return { id: `${number}`, jobId: `job-${number}` };
    });
    await run(stopping.signal);
    expect(asked.length).toBeLessThan(10);
  });
});
