import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen, slow } from './screen.js';

const job = { id: 'j1', type: 'generate-podcast', status: 'running', percent: 20, phase: 'script' };
const other = { ...job, id: 'j2' };
const progress = (percent: number, phase = 'audio', jobId = 'j1') =>
  ({ type: 'job_progress', jobId, jobType: 'generate-podcast', percent, phase, podcastId: '1' }) as const;

let screen: Screen;
let connection: FakeConnection;

beforeEach(() => {
  vi.useFakeTimers();
  screen = new Screen();
  connection = new FakeConnection();
  connection.goLive();
  createInvalidator(screen.queryClient).attach(connection);
});

afterEach(() => {
  screen.close();
  vi.useRealTimers();
});

async function fetchedAfter(...events: ReturnType<typeof progress>[]): Promise<string[]> {
  for (const event of events) {
    connection.send(event);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  return screen.fetched();
}

describe.each([
  ['a detail', ['jobs', 'get', 'j1'], job, { ...job, percent: 60, phase: 'audio' }],
  ['an array', ['jobs', 'list'], [other, job], [other, { ...job, percent: 60, phase: 'audio' }]],
  ['a page', ['jobs', 'list', { status: 'running' }], { items: [job], nextCursor: 'c' }, { items: [{ ...job, percent: 60, phase: 'audio' }], nextCursor: 'c' }],
  [
    'the pages of an infinite query', ['jobs', 'list', 'infinite'],
    { pages: [{ items: [other] }, { items: [job] }], pageParams: [null, 'c'] },
    { pages: [{ items: [other] }, { items: [{ ...job, percent: 60, phase: 'audio' }] }], pageParams: [null, 'c'] },
  ],
])('%s', (_, queryKey, before, after) => {
  test('shows the progress without a request', async () => {
    const observer = await screen.show(queryKey, () => before);

    expect(await fetchedAfter(progress(60))).toEqual([]);
    expect(observer.getCurrentResult().data).toEqual(after);
  });
});

test('parts of the data without the job stay the same objects', async () => {
  const first = { items: [other] };
  const list = await screen.show(['jobs', 'list'], () => ({ pages: [first, { items: [job] }] }));
  connection.send(progress(60));

  expect((list.getCurrentResult().data as { pages: unknown[] }).pages[0]).toBe(first);
});

test('a queued job is running once it gets further', async () => {
  const detail = await screen.show(['jobs', 'get', 'j1'], () => ({ ...job, status: 'queued', phase: 'queued', percent: 0 }));
  connection.send(progress(0, 'started'));

  expect(detail.getCurrentResult().data).toMatchObject({ status: 'running', phase: 'started' });
});

test.each(['completed', 'failed', 'cancelled'])('a job that is %s in the cache stays so', async (status) => {
  const detail = await screen.show(['jobs', 'get', 'j1'], () => ({ ...job, status, percent: 20 }));

  expect(await fetchedAfter(progress(60))).toEqual([]);
  expect(detail.getCurrentResult().data).toMatchObject({ status, percent: 20, phase: 'script' });
});

test('progress that the cache is ahead of changes nothing', async () => {
  const detail = await screen.show(['jobs', 'get', 'j1'], () => job);

  expect(await fetchedAfter(progress(0, 'queued'), progress(19))).toEqual([]);
  expect(detail.getCurrentResult().data).toEqual(job);
});

test('a job that runs is not queued again by an event from before', async () => {
  const running = { ...job, percent: 0 };
  const detail = await screen.show(['jobs', 'get', 'j1'], () => running);

  expect(await fetchedAfter(progress(0, 'queued'))).toEqual([]);
  expect(detail.getCurrentResult().data).toEqual(running);
});

test('a new attempt of a job that had ended is asked for', async () => {
  let answer = { ...job, status: 'failed' };
  const detail = await screen.show(['jobs', 'get', 'j1'], () => answer);
  const list = await screen.show(['jobs', 'list'], () => ({ items: [answer] }));
  answer = { ...job, status: 'queued', percent: 0, phase: 'queued' };

  expect(await fetchedAfter(progress(0, 'queued'))).toEqual(['jobs/get/j1', 'jobs/list']);
  expect(await fetchedAfter(progress(5))).toEqual([]);
  expect(detail.getCurrentResult().data).toMatchObject({ status: 'running', percent: 5 });
  expect(list.getCurrentResult().data).toMatchObject({ items: [{ status: 'running', percent: 5 }] });
});

test('a job that a list does not know is a reason to fetch the list', async () => {
  await screen.show(['jobs', 'list'], () => ({ items: [other] }));
  await screen.show(['jobs', 'get', 'j2'], () => other);

  expect(await fetchedAfter(progress(0))).toEqual(['jobs/list']);
});

test('a job that stays out of the list is asked for once, and once more with each attempt', async () => {
  await screen.show(['jobs', 'list'], () => ({ items: [other] }));

  expect(await fetchedAfter(progress(0, 'started'))).toEqual(['jobs/list']);
  expect(await fetchedAfter(progress(1), progress(2))).toEqual([]);
  expect(await fetchedAfter(progress(3))).toEqual([]);
  expect(await fetchedAfter(progress(0, 'queued'))).toEqual(['jobs/list']);
});

test('a list whose first fetch began before the job did is fetched again', async () => {
  let items: unknown[] = [];
  const list = screen.observe(['jobs', 'list'], () => slow({ items }));
  items = [job];
  await fetchedAfter(progress(0, 'queued'));
  await vi.advanceTimersByTimeAsync(1_000);

  expect(list.getCurrentResult().data).toEqual({ items: [job] });
});

test('progress does not make a stale list look fresh', async () => {
  const list = await screen.show(['jobs', 'list'], () => [job]);
  const query = list.getCurrentQuery();
  query.invalidate();
  const { dataUpdatedAt } = query.state;
  await vi.advanceTimersByTimeAsync(1_000);
  connection.send(progress(60));

  expect(query.state).toMatchObject({ isInvalidated: true, dataUpdatedAt, data: [{ percent: 60 }] });
});

test('without cached jobs nothing is fetched', async () => {
  expect(await fetchedAfter(progress(60))).toEqual([]);
});
