import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen, slow } from './screen.js';

let screen: Screen;
let connection: FakeConnection;
let detach: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  screen = new Screen();
  connection = new FakeConnection();
});

afterEach(() => {
  detach();
  screen.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function attach(): void {
  detach = createInvalidator(screen.queryClient).attach(connection);
}

describe('the first connection', () => {
  test('refetches what was fetched before the stream was live', async () => {
    await screen.show(['podcasts', 'list']);
    attach();
    await vi.advanceTimersByTimeAsync(300);
    expect(screen.fetched()).toEqual([]);

    connection.goLive();
    await vi.advanceTimersByTimeAsync(0);

    expect(screen.fetched()).toEqual(['podcasts/list']);
  });

  test('refetches what was being fetched, when that is there', async () => {
    let state = 'before';
    attach();
    const list = screen.observe(['podcasts', 'list'], () => slow(state));
    state = 'after';
    connection.goLive();
    await vi.advanceTimersByTimeAsync(2_000);

    expect(list.getCurrentResult().data).toBe('after');
  });

  test('leaves alone what is fetched later, and what has failed', async () => {
    screen.observe(['documents', 'list'], () => Promise.reject(new Error('No.')));
    attach();
    await vi.advanceTimersByTimeAsync(0);
    screen.fetched();
    connection.goLive();
    screen.observe(['podcasts', 'list'], () => 'data');
    await vi.advanceTimersByTimeAsync(10_000);

    expect(screen.fetched()).toEqual(['podcasts/list']);
  });

  test('marks what is not on screen as stale', async () => {
    await screen.queryClient.prefetchQuery({ queryKey: ['podcasts', 'list'], queryFn: () => 'data' });
    attach();
    connection.goLive();

    expect(screen.queryClient.getQueryState(['podcasts', 'list'])).toMatchObject({ isInvalidated: true, fetchStatus: 'idle' });
  });

  test('that goes on where the page before this one had come refetches nothing', async () => {
    await screen.show(['podcasts', 'list']);
    attach();
    connection.goLive(true);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(screen.fetched()).toEqual([]);
  });

  test('may have been made before anybody listened', async () => {
    await screen.show(['podcasts', 'list']);
    connection.goLive();
    attach();
    await vi.advanceTimersByTimeAsync(0);

    expect(screen.fetched()).toEqual(['podcasts/list']);
  });
});

describe('a later connection', () => {
  beforeEach(() => {
    attach();
    connection.goLive();
  });

  test('that has resumed refetches nothing', async () => {
    await screen.show(['podcasts', 'list']);
    connection.change({ state: 'disconnected' });
    connection.goLive(true);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(screen.fetched()).toEqual([]);
  });

  test('that has not resumed refetches what is on screen, once, after a random part of a second', async () => {
    await screen.show(['podcasts', 'list']);
    await screen.show(['settings']);
    connection.goLive(false);
    await vi.advanceTimersByTimeAsync(300);
    connection.goLive(false);
    await vi.advanceTimersByTimeAsync(199);
    expect(screen.fetched()).toEqual([]);

    await vi.advanceTimersByTimeAsync(1);
    expect(screen.fetched()).toEqual(['podcasts/list', 'settings']);

    await vi.advanceTimersByTimeAsync(10_000);
    expect(screen.fetched()).toEqual([]);
  });

  test('that has not resumed marks what is not on screen as stale', async () => {
    await screen.queryClient.prefetchQuery({ queryKey: ['podcasts', 'list'], queryFn: () => 'data' });
    connection.goLive(false);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(screen.queryClient.getQueryState(['podcasts', 'list'])).toMatchObject({ isInvalidated: true, fetchStatus: 'idle' });
  });

  test('is forgotten when nobody listens any more', async () => {
    connection.goLive(false);
    detach();

    expect(vi.getTimerCount()).toBe(0);
  });
});
