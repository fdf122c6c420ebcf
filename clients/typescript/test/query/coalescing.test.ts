// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen } from './screen.js';

let screen: Screen;
let connection: FakeConnection;
let detach: () => void;

const podcast = (podcastId: string) =>
  ({ type: 'job_completion', jobId: `job of ${podcastId}`, jobType: 'generate-podcast', status: 'completed', podcastId }) as const;

beforeEach(async () => {
  vi.useFakeTimers();
  screen = new Screen();
  connection = new FakeConnection();
  connection.goLive();
  detach = createInvalidator(screen.queryClient).attach(connection);
  await screen.show(['podcasts', 'list']);
  await screen.show(['jobs', 'list']);
});

afterEach(() => {
  detach();
  screen.close();
  vi.useRealTimers();
});

test('many events within a frame are one refetch of each query', async () => {
  const invalidate = vi.spyOn(screen.queryClient, 'invalidateQueries');
  for (let id = 0; id < 200; id++) {
    connection.send(podcast(`${id}`));
  }
  expect(screen.fetched()).toEqual([]);

  await vi.advanceTimersByTimeAsync(16);

  expect(screen.fetched()).toEqual(['jobs/list', 'podcasts/list']);
  expect(invalidate).toHaveBeenCalledOnce();
});

test('a query that a narrow and a broad key name is refetched once', async () => {
  connection.send({ type: 'job_progress', jobId: 'unheard of', jobType: 'generate-podcast', percent: 0, phase: 'queued', podcastId: '1' });
  connection.send(podcast('1'));

  await vi.advanceTimersByTimeAsync(1_000);

  expect(screen.fetched()).toEqual(['jobs/list', 'podcasts/list']);
});

test('events of two frames are two refetches', async () => {
  connection.send(podcast('1'));
  await vi.advanceTimersByTimeAsync(16);
  connection.send(podcast('2'));
  await vi.advanceTimersByTimeAsync(16);

  expect(screen.fetched()).toEqual(['jobs/list', 'jobs/list', 'podcasts/list', 'podcasts/list']);
});

test('a tab that paints nothing refetches all the same', async () => {
  vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(1);
  connection.send(podcast('1'));

  await vi.advanceTimersByTimeAsync(100);

  expect(screen.fetched()).toEqual(['jobs/list', 'podcasts/list']);
});

test('a flood does not wait for the frame', async () => {
  for (let id = 0; id < 1_000; id++) {
    connection.send(podcast(`${id}`));
  }
  await vi.advanceTimersByTimeAsync(0);

  expect(screen.fetched()).toEqual(['jobs/list', 'podcasts/list']);
});

test('nothing is left behind when nobody listens any more', async () => {
  connection.send(podcast('1'));
  detach();
  await vi.advanceTimersByTimeAsync(100);

  expect(vi.getTimerCount()).toBe(0);
  expect(connection.listeners).toBe(0);
});
