import type { JobProgressEvent } from '../events.js';
import { findJob, withJob, type CachedJob } from './cached-job.js';
import type { HandlerContext } from './handlers.js';
import { queryKeys } from './keys.js';

const maxAsked = 1_000;

/** Writes a job's progress into the cached job, without a request. Asks the server only for what an event cannot tell: a new job, a new attempt. */
export function createProgressHandler(): (event: JobProgressEvent, context: HandlerContext) => void {
  // A list that leaves the job out for good (another page, a filter) must not be refetched with every per cent.
  const asked = new Set<string>();

  return (event, { queryClient, invalidate }) => {
    const cache = queryClient.getQueryCache();
    const lists = cache.findAll({ queryKey: queryKeys.list('jobs') });
    const details = cache.findAll({ queryKey: queryKeys.get('jobs', event.jobId) });

    for (const query of [...lists, ...details]) {
      const job = findJob(query.state.data, event.jobId);
      if (job && goesOn(job, event)) {
        // Not setQueryData: that would make an invalidated query look fresh.
        query.setState({ data: withJob(query.state.data, event.jobId, progressOf(event)) });
      } else if (job && hasEnded(job) && beginsAttempt(event)) {
        invalidate(query.queryKey);
      }
    }

    const missing = lists.some(({ state }) => (state.data === undefined ? state.fetchStatus === 'fetching' : !findJob(state.data, event.jobId)));
    if (missing && (!asked.has(event.jobId) || event.phase === 'queued')) {
      asked.add(event.jobId);
      if (asked.size > maxAsked) {
        asked.delete(asked.values().next().value!);
      }
      invalidate(queryKeys.list('jobs'));
    }
  };
}

function progressOf({ percent, phase }: JobProgressEvent): Omit<CachedJob, 'id'> {
  return { percent, phase, status: phase === 'queued' ? 'queued' : 'running' };
}

/** False where the cache is ahead of the stream: it was read after the event's cause, and what a screen shows does not go back. */
function goesOn(job: CachedJob, event: JobProgressEvent): boolean {
  return !hasEnded(job) && event.percent >= job.percent && !(job.status === 'running' && event.phase === 'queued');
}

function hasEnded(job: CachedJob): boolean {
  return job.status !== 'queued' && job.status !== 'running';
}

function beginsAttempt(event: JobProgressEvent): boolean {
  return event.phase === 'queued' || event.phase === 'started';
}
