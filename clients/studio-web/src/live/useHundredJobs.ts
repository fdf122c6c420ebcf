import { useEffect, useRef, useState } from 'react';
import type { Started } from '../api/views';
import { useStudio } from '../api/useStudio';
import { useRealtime } from '../connection/realtime';
import { startJobs } from './startJobs';

const count = 100;

export interface JobsProgress {
  readonly started: number;
  readonly ended: number;
  readonly error?: string;
}

/** Starts a hundred small jobs and follows them by their events. `progress` is undefined before the first run. */
export function useHundredJobs() {
  const studio = useStudio();
  const { connection } = useRealtime();
  const [progress, setProgress] = useState<JobsProgress>();
  const [busy, setBusy] = useState(false);
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);

  const run = async () => {
    leaving.current?.abort();
    const { signal } = (leaving.current = new AbortController());
    const jobs = new Set<string>();
    // A quick job ends before the answer to its request is here.
    const ends = new Set<string>();
    const show = (error?: string) => {
      const ended = [...jobs].filter(id => ends.has(id)).length;
      if (ended === count) {
        stop();
      }

      if (!signal.aborted) {
        setProgress({ started: jobs.size, ended, ...(error !== undefined && { error }) });
      }
    };

    const stop = connection.onEvent(event => {
      if (event.type === 'infographic_job_completion') {
        ends.add(event.jobId);
        show();
      }
    });
    signal.addEventListener('abort', stop);

    const name = crypto.randomUUID();
    setBusy(true);
    show();
    try {
      await startJobs({
        count,
        start: async number => jobs.add((await studio.makeInfographic(infographic(number), { idempotencyKey: `${name}-${number}` }) satisfies Started).jobId),
        onStarted: show,
        wait: duration => new Promise(resolve => setTimeout(resolve, duration)),
        signal,
      });
    } catch (error) {
      if (!signal.aborted) {
        show(error instanceof Error ? error.message : String(error));
      }
    } finally {
      setBusy(false);
    }
  };

  return { count, progress, busy, run: () => void run() };
}

function infographic(number: number) {
  const points = ['Worker', 'Bus', 'Edge', 'Tab'].map((label, index) => ({ label, value: 1 + ((number * 7 + index * 13) % 20) }));
  return { title: `Live ${number + 1}`, points };
}
