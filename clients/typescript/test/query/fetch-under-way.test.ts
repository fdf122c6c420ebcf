import { InfiniteQueryObserver } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen, slow } from './screen.js';

const changed = { type: 'entity_change', entityType: 'podcast', changeType: 'update', entityId: '1', userId: 'alice', timestamp: '' } as const;
const queryKey = ['podcasts', 'list'];

let screen: Screen;
let connection: FakeConnection;
let state: string;

const slowAnswer = () => slow(state);

beforeEach(() => {
  vi.useFakeTimers();
  screen = new Screen();
  connection = new FakeConnection();
  connection.goLive();
  createInvalidator(screen.queryClient).attach(connection);
  state = 'old';
});

afterEach(() => {
  screen.close();
  vi.useRealTimers();
});

function change(): void {
  state = 'new';
  connection.send(changed);
}

test('an event during the first fetch of a query leads to another', async () => {
  const list = screen.observe(queryKey, slowAnswer);
  await vi.advanceTimersByTimeAsync(500);
  change();
  await vi.advanceTimersByTimeAsync(2_000);

  expect(list.getCurrentResult()).toMatchObject({ data: 'new', isFetching: false });
  expect(screen.fetched()).toHaveLength(2);
});

test('an event during a refetch leads to another', async () => {
  const list = screen.observe(queryKey, slowAnswer);
  await vi.advanceTimersByTimeAsync(1_000);
  void list.refetch();
  await vi.advanceTimersByTimeAsync(500);
  change();
  await vi.advanceTimersByTimeAsync(2_000);

  expect(list.getCurrentResult()).toMatchObject({ data: 'new', isFetching: false });
  expect(screen.fetched()).toHaveLength(3);
});

test('many events during a fetch lead to one more', async () => {
  screen.observe(queryKey, slowAnswer);
  for (let event = 0; event < 3; event++) {
    change();
    await vi.advanceTimersByTimeAsync(200);
  }
  await vi.advanceTimersByTimeAsync(10_000);

  expect(screen.fetched()).toHaveLength(2);
});

test('an event during a fetch that nobody looks at yet leaves it stale', async () => {
  void screen.queryClient.prefetchQuery({ queryKey, queryFn: slowAnswer });
  change();
  await vi.advanceTimersByTimeAsync(2_000);

  expect(screen.queryClient.getQueryState(queryKey)).toMatchObject({ data: 'old', isInvalidated: true });
});

test('an event during a fetch that fails leads to another', async () => {
  const fails = vi.fn(slowAnswer).mockImplementationOnce(() => slowAnswer().then(() => Promise.reject(new Error('No.'))));
  const list = screen.observe(queryKey, fails);
  change();
  await vi.advanceTimersByTimeAsync(2_500);

  expect(list.getCurrentResult()).toMatchObject({ status: 'success', data: 'new' });
});

test('events that come faster than answers do not hold these up, nor lead to more than one fetch at a time', async () => {
  const list = screen.observe(queryKey, slowAnswer);
  for (let tenth = 0; tenth < 100; tenth++) {
    state = `${tenth}`;
    connection.send(changed);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(Number(list.getCurrentResult().data)).toBeGreaterThan(70);
  expect(screen.fetched().length).toBeLessThan(12);

  await vi.advanceTimersByTimeAsync(3_000);
  expect(list.getCurrentResult().data).toBe('99');
});

test('an event does not undo the loading of a next page', async () => {
  const pages = new InfiniteQueryObserver(screen.queryClient, {
    queryKey,
    queryFn: slowAnswer,
    initialPageParam: 0,
    getNextPageParam: (_page: string, all: string[]) => all.length,
  });
  pages.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  void pages.fetchNextPage();
  change();
  await vi.advanceTimersByTimeAsync(5_000);

  expect(pages.getCurrentResult().data?.pages).toEqual(['new', 'new']);
});
