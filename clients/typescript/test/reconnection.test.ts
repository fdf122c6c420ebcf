import { expect, test, vi } from 'vitest';
import { RealtimeError } from '../src/errors.js';
import { FakePage } from './fake-page.js';
import { progress, scene, type Listening } from './listening.js';

const the = scene();

const disconnected = (heard: Listening) => vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
const wait = () => the.clock.waits.at(-1);

test('the waits double from one second to thirty, with jitter, and the tenth attempt that fails is the last', async () => {
  const waits: (number | undefined)[] = [];
  const heard = the.listen({ random: () => 0.5 });
  for (let k = 0; k < 10; k++) {
    (await the.server.next()).response.destroy();
    await disconnected(heard);
    waits.push(wait());
    the.clock.advance(wait()!);
  }
  (await the.server.next()).response.destroy();
  await vi.waitFor(() => expect(heard.connection.state).toBe('error'));

  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30, 30].map((seconds) => seconds * 1_000 + 500));
  expect(heard.connection.error).toMatchObject({ code: 'attempts', cause: expect.objectContaining({ code: 'network' }) });
  expect(the.clock.waits).toEqual([]);

  heard.connection.reconnect();
  (await the.server.next()).response.destroy();
  await disconnected(heard);
  expect(wait()).toBe(1_500);
});

test('the connected event begins the count anew', async () => {
  const heard = the.listen();
  for (const expected of [1_000, 2_000]) {
    (await the.server.next()).response.destroy();
    await disconnected(heard);
    expect(wait()).toBe(expected);
    the.clock.advance(expected);
  }
  const stream = await the.server.next();
  stream.connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  stream.response.end();
  await disconnected(heard);
  expect(heard.connection.error?.code).toBe('ended');
  expect(wait()).toBe(1_000);
});

test.each([400, 403, 404, 405, 409, 413, 418, 451])('%i ends it for good', async (status) => {
  const heard = the.listen();
  (await the.server.next()).answer(status);
  await vi.waitFor(() => expect(heard.connection.state).toBe('error'));
  expect(heard.connection.error).toMatchObject({ code: 'refused', status });
  expect(the.clock.waits).toEqual([]);
});

test.each([408, 425, 429, 500, 502, 503, 504])('%i is tried again', async (status) => {
  const heard = the.listen();
  (await the.server.next()).answer(status);
  await disconnected(heard);
  expect(heard.connection.error).toMatchObject({ code: 'unavailable', status });
  expect(wait()).toBe(1_000);
});

test.each([
  ['seconds', '7', 7_000],
  ['a date', 'Thu, 01 Jan 2026 00:00:09 GMT', 9_000],
  ['a date that has been', 'Wed, 31 Dec 2025 00:00:00 GMT', 100],
  ['a storm', '0', 100],
  ['for ever', '99999999999', 3_600_000],
  ['nonsense', 'soon', 1_000],
])('Retry-After is kept to, once: %s', async (_, value, expected) => {
  const heard = the.listen();
  (await the.server.next()).answer(503, { 'retry-after': value });
  await disconnected(heard);
  expect(wait()).toBe(expected);
  the.clock.advance(expected);
  (await the.server.next()).answer(503);
  await disconnected(heard);
  expect(wait()).toBe(2_000);
});

test('the last frame says why and when: its retry is kept to, once', async () => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-1').end(503, 'SERVICE_UNAVAILABLE', 1_830);
  await disconnected(heard);
  expect(heard.connection.error).toMatchObject({ code: 'ended', status: 503, retryAfter: 1_830 });
  expect(heard.connection.error?.message).toContain('SERVICE_UNAVAILABLE: because');
  expect(wait()).toBe(1_830);
  the.clock.advance(1_830);
  (await the.server.next()).response.destroy();
  await disconnected(heard);
  expect(wait()).toBe(2_000);
});

test('a last frame that is no JSON ends the stream all the same', async () => {
  const heard = the.listen();
  (await the.server.next()).connected('e1-1').write('event: error\ndata: {"code\n\n').event('e1-2', progress(1));
  await disconnected(heard);
  expect(heard.connection.error?.code).toBe('ended');
  expect(heard.ids).toEqual([]);
});

test('a 401 asks for a fresh token once, at once; a second in a row is final', async () => {
  const token = vi.fn(({ refresh }: { refresh: boolean }) => (refresh ? 'fresh' : 'old'));
  const heard = the.listen({ token });
  const first = await the.server.next();
  expect(first.token).toBe('old');
  first.answer(401);
  const second = await the.server.next();
  expect(second.token).toBe('fresh');
  second.answer(401);
  await vi.waitFor(() => expect(heard.connection.state).toBe('error'));
  expect(heard.connection.error).toMatchObject({ code: 'unauthorized', status: 401 });
  expect(token).toHaveBeenCalledTimes(2);
  expect(the.server.requests).toHaveLength(2);
});

test('a token that expires during the stream is replaced, and again after the next hour', async () => {
  const refreshes: boolean[] = [];
  const heard = the.listen({
    token: ({ refresh }) => {
      refreshes.push(refresh);
      return 'good';
    },
  });
  for (const refresh of [false, true, true]) {
    (await the.server.next()).connected('e1-1', refresh).end(401, 'UNAUTHORIZED');
    await disconnected(heard);
    expect(refreshes.at(-1)).toBe(refresh);
    the.clock.advance(1_000);
  }
  expect((await the.server.next()).lastEventId).toBe('e1-1');
});

test.each([
  ['throws', () => { throw new Error('signed out'); }],
  ['rejects', () => Promise.reject(new Error('signed out'))],
])('a token provider that %s is tried again', async (_, token) => {
  const heard = the.listen({ token });
  await disconnected(heard);
  expect(heard.connection.error).toMatchObject({ code: 'token', cause: new Error('signed out') });
  expect(wait()).toBe(1_000);
});

test('a token provider that hangs is given up after ten seconds', async () => {
  let given: AbortSignal | undefined;
  const heard = the.listen({
    token: ({ signal }) => {
      given = signal;
      return new Promise(() => undefined);
    },
  });
  await vi.waitFor(() => expect(given).toBeDefined());
  the.clock.advance(10_000);
  await disconnected(heard);
  expect(heard.connection.error?.code).toBe('network');
  expect(given?.aborted).toBe(true);
});

test('a server that does not answer is given up after ten seconds', async () => {
  const heard = the.listen();
  const { closed } = await the.server.next();
  the.clock.advance(9_999);
  expect(heard.connection.state).toBe('connecting');
  the.clock.advance(1);
  await disconnected(heard);
  await closed;
});

test.each([
  ['a captive portal', 200, { 'content-type': 'text/html' }, '<html>'],
  ['no type', 200, {}, 'data: x\n\n'],
  ['no content', 204, {}, ''],
  ['a redirect', 302, { location: 'https://elsewhere.example/' }, ''],
])('%s is no stream, and is tried again', async (_, status, headers, body) => {
  const heard = the.listen();
  (await the.server.next()).answer(status, headers as Record<string, string>, body);
  await disconnected(heard);
  expect(heard.connection.error).toBeInstanceOf(RealtimeError);
  expect(heard.connection.error?.code).toBe('unexpected');
  expect(wait()).toBe(1_000);
});

test('a stream that is silent for two and a half heartbeats is replaced; a comment is not silence', async () => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  the.clock.advance(37_499);
  stream.write(': \n\n');
  await vi.waitFor(() => expect(wait()).toBe(37_500));
  the.clock.advance(37_499);
  expect(heard.connection.state).toBe('connected');
  the.clock.advance(1);
  await disconnected(heard);
  expect(heard.connection.error?.code).toBe('silent');
  await stream.closed;
});

test('headers without a first event: the warning names the cure, and the event is still waited for', async () => {
  const heard = the.listen();
  const stream = (await the.server.next()).headers();
  await vi.waitFor(() => expect(the.clock.waits).toEqual([10_000, 37_500]));
  the.clock.advance(10_000);
  expect(heard.warnings).toMatchObject([{ code: 'buffering', message: expect.stringContaining('X-Accel-Buffering: no') }]);
  stream.connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  expect(the.server.requests).toHaveLength(1);
});

test('a first event in time is no warning', async () => {
  const heard = the.listen();
  const stream = (await the.server.next()).connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  the.clock.advance(30_000);
  stream.write(': \n\n');
  await vi.waitFor(() => expect(the.clock.waits).toEqual([37_500]));
  expect(heard.warnings).toEqual([]);
});

test.each(['show', 'goOnline', 'outOfCache'] as const)('waking up (%s) replaces a stream that missed a heartbeat, at once and once', async (wake) => {
  const page = new FakePage();
  const heard = the.listen({}, page);
  (await the.server.next()).connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  the.clock.advance(15_000);
  page[wake]();
  expect(heard.connection.state).toBe('connected');

  the.clock.advance(1);
  page[wake]();
  page[wake]();
  expect((await the.server.next()).lastEventId).toBe('e1-1');
  expect(the.server.requests).toHaveLength(2);
});

test('waking up ends a wait, without using up an attempt', async () => {
  const page = new FakePage();
  const heard = the.listen({ random: () => 1 }, page);
  for (let k = 0; k < 15; k++) {
    (await the.server.next()).response.destroy();
    await disconnected(heard);
    expect(wait()).toBe(2_000);
    page.show();
  }
});

test('waking up does not begin anew what has ended for good', async () => {
  const page = new FakePage();
  const heard = the.listen({}, page);
  (await the.server.next()).answer(403);
  await vi.waitFor(() => expect(heard.connection.state).toBe('error'));
  page.show();
  expect(heard.connection.state).toBe('error');
});

test('offline, it waits for the network and counts nothing', async () => {
  const page = new FakePage();
  const heard = the.listen({}, page);
  page.hide();
  page.isOnline = false;
  (await the.server.next()).response.destroy();
  await disconnected(heard);
  expect(the.clock.waits).toEqual([]);
  page.goOnline();
  (await the.server.next()).response.destroy();
  await disconnected(heard);
  expect(wait()).toBe(1_000);
});

test('reconnect replaces an open stream at once', async () => {
  const heard = the.listen();
  const first = await the.server.next();
  first.connected('e1-1');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  heard.connection.reconnect();
  await first.closed;
  (await the.server.next()).connected('e1-1', true);
  await vi.waitFor(() => expect(heard.resumed).toEqual([false, true]));
});
