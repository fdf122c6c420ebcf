/** What a cached job must have for progress to be written into it. */
export interface CachedJob {
  id: string;
  status: string;
  percent: number;
  phase: string;
}

/** The job in a query's data: a job, an array of them, a page `{ items }`, or an infinite query's `{ pages }`. */
export function findJob(data: unknown, id: string): CachedJob | undefined {
  if (Array.isArray(data)) {
    for (const part of data) {
      const job = findJob(part, id);
      if (job) {
        return job;
      }
    }
    return undefined;
  }
  if (!isRecord(data)) {
    return undefined;
  }
  return data['id'] === id ? (data as unknown as CachedJob) : findJob(data['pages'] ?? data['items'], id);
}

/** The same data with the job changed. Parts without the job stay the same objects, so that their components need not render. */
export function withJob(data: unknown, id: string, change: Omit<CachedJob, 'id'>): unknown {
  if (Array.isArray(data)) {
    const parts = data.map((part) => withJob(part, id, change));
    return parts.some((part, index) => part !== data[index]) ? parts : data;
  }
  if (!isRecord(data)) {
    return data;
  }
  if (data['id'] === id) {
    return { ...data, ...change };
  }
  const list = data['pages'] === undefined ? 'items' : 'pages';
  const parts = withJob(data[list], id, change);
  return parts === data[list] ? data : { ...data, [list]: parts };
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null;
}
