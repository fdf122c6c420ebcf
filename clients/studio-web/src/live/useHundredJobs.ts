import { useEvent } from '@realtime-mesh/client/react';
import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../api/useStudio';
import { startJobs } from './startJobs';

const count = 100;

/** Starts a hundred small jobs, and follows them by their events alone. */
export function useHundredJobs() {
  const studio = useStudio();
  /** Undefined before the first run. */
  const [jobs, setJobs] = useState<readonly string[]>();
  // Of other jobs too: a quick one ends before the answer to its request is here.
  const [ends, setEnds] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const ended = jobs?.filter(id => ends.has(id)).length ?? 0;

  useEvent('infographic_job_completion', ({ jobId }) => {
    if (jobs !== undefined && ended < count) {
      setEnds(ends => new Set(ends).add(jobId));
    }
  });

  const starting = useRef<AbortController>(undefined);
  useEffect(() => () => starting.current?.abort(), []);

  const run = async () => {
    const { signal } = (starting.current = new AbortController());
    const name = crypto.randomUUID();
    setJobs([]);
    setEnds(new Set());
    setError(undefined);
    setBusy(true);
    try {
      await startJobs({
        count,
        start: number => studio.makeInfographic(infographic(number), { idempotencyKey: `${name}-${number}` }),
        onStarted: ({ jobId }) => setJobs((jobs = []) => [...jobs, jobId]),
        wait: duration => new Promise(resolve => setTimeout(resolve, duration)),
        signal,
      });
    } catch (error) {
      if (!signal.aborted) {
        setError(error instanceof Error ? error.message : String(error));
      }
    } finally {
      setBusy(false);
    }
  };

  return { count, started: jobs?.length, ended, busy, error, run: () => void run(), stop: () => starting.current?.abort() };
}

function infographic(number: number) {
  const points = ['Worker', 'Bus', 'Edge', 'Tab'].map((label, index) => ({ label, value: 1 + ((number * 7 + index * 13) % 20) }));
  return { title: `Live ${number + 1}`, points };
}
