import { expect, test, vi } from 'vitest';
import { progress, scene } from './listening.js';
import { FakePage, MemoryStorage } from './fake-page.js';

const the = scene();

test('events arrive in order, each with its id, its text and its time', async () => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-7').event('e1-8', progress(10)).event('e1-9', progress(20));

  await vi.waitFor(() => expect(heard.events).toHaveLength(3));
  expect(heard.events[0]).toEqual({ type: 'connected', userId: 'alice', resumed: false });
  expect(heard.infos[2]).toEqual({ id: 'e1-9', raw: JSON.stringify(progress(20)), receivedAt: the.clock.now() });
  expect(heard.states).toEqual(['connected']);
  expect(heard.connection.lastEventAt).toBe(the.clock.now());
});

test('the request carries the token, the accepted type, the types, and no cursor at first', async () => {
  the.listen({ types: ['job_progress', 'a&b'] });
  const { request, lastEventId, token } = await the.server.next();

  expect(token).toBe('good');
  expect(request.headers.accept).toBe('text/event-stream');
  expect(request.url).toBe('/api/events?types=job_progress%2Ca%26b');
  expect(lastEventId).toBeUndefined();
});

test('after a break the stream goes on from the last event', async () => {
  const heard = the.listen();
  const first = await the.server.next();
  first.connected('e1-7').event('e1-8', progress(10));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8']));
  first.response.destroy();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  expect(heard.connection.error?.code).toBe('network');

  the.clock.advance(1_000);
  const second = await the.server.next();
  expect(second.lastEventId).toBe('e1-8');
  second.connected('e1-8', true).event('e1-9', progress(20));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8', 'e1-9']));
  expect(heard.resumed).toEqual([false, true]);
  expect(heard.connection.error).toBeUndefined();
});

test('a stream that breaks before its first event goes on from its connected event', async () => {
  const heard = the.listen();
  (await the.server.next()).connected('e1-7').response.end();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  the.clock.advance(1_000);
  expect((await the.server.next()).lastEventId).toBe('e1-7');
});

test('after a reload the stream goes on where the page was left', async () => {
  const storage = new MemoryStorage();
  const before = the.listen({}, new FakePage(storage));
  (await the.server.next()).connected('e1-7').event('e1-8', progress(10));
  await vi.waitFor(() => expect(before.ids).toEqual(['e1-8']));
  before.connection.close();

  const after = the.listen({}, new FakePage(storage));
  const stream = await the.server.next();
  expect(stream.lastEventId).toBe('e1-8');
  stream.connected('e1-8', true).event('e1-9', progress(20));
  await vi.waitFor(() => expect(after.ids).toEqual(['e1-9']));
  expect(after.resumed).toEqual([true]);
});

test("another user's, another address's or a forged cursor is never sent", async () => {
  const storage = new MemoryStorage();
  const alice = the.listen({}, new FakePage(storage));
  (await the.server.next()).connected('e1-7');
  await vi.waitFor(() => expect(alice.events).toHaveLength(1));

  the.listen({ userId: 'bob' }, new FakePage(storage));
  expect((await the.server.next()).lastEventId).toBeUndefined();
  the.listen({ types: ['job_progress'] }, new FakePage(storage));
  expect((await the.server.next()).lastEventId).toBeUndefined();

  for (const key of storage.keys()) storage.set(key, 'e1-7\r\nx: y');
  the.listen({}, new FakePage(storage));
  expect((await the.server.next()).lastEventId).toBeUndefined();
});

test("a stream of another user's is closed before an event of it is given out", async () => {
  const heard = the.listen();
  (await the.server.next()).connected('e1-7', false, 'mallory').event('e1-8', progress(10));
  await vi.waitFor(() => expect(heard.connection.state).toBe('error'));
  expect(heard.connection.error?.code).toBe('refused');
  expect(heard.events).toEqual([]);
});

test('an id that came before is dropped, in whatever order', async () => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-7').event('e1-8', progress(1)).event('e1-10', progress(2)).event('e1-8', progress(3)).event('e1-10', progress(4)).event('e1-11', progress(5));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8', 'e1-10', 'e1-11']));
});

test('ids of another form are taken as they are; only the same one again is dropped', async () => {
  const heard = the.listen();
  (await the.server.next()).connected('x').event('b', progress(1)).event('b', progress(2)).event('a', progress(3)).event(undefined, progress(4));
  await vi.waitFor(() => expect(heard.ids).toEqual(['b', 'a', undefined]));
});

test('a fresh start takes lower offsets again', async () => {
  const heard = the.listen();
  const first = await the.server.next();
  first.connected('e1-70').response.end();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  the.clock.advance(1_000);
  (await the.server.next()).connected('e1-3', false).event('e1-4', progress(1));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-4']));
  expect(heard.resumed).toEqual([false, false]);
});

test('the cursor stays where a listener threw, and the others still get the event', async () => {
  const storage = new MemoryStorage();
  const heard = the.listen({}, new FakePage(storage));
  heard.connection.onEvent((event) => {
    if (event.type === 'job_progress' && event.percent === 2) throw new Error('boom');
  });
  const stream = await the.server.next();
  stream.connected('e1-7').event('e1-8', progress(1)).event('e1-9', progress(2));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8', 'e1-9']));
  expect(heard.warnings).toMatchObject([{ code: 'listener', error: new Error('boom') }]);
  expect([...storage.values()]).toEqual(['e1-8']);

  stream.response.end();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  the.clock.advance(1_000);
  const second = await the.server.next();
  expect(second.lastEventId).toBe('e1-8');
  second.connected('e1-8', true).event('e1-9', progress(2)).event('e1-10', progress(3));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8', 'e1-9', 'e1-10']));
});

test('unknown types are ignored but told, and the cursor moves', async () => {
  const unknown = vi.fn();
  const storage = new MemoryStorage();
  const heard = the.listen({ onUnknown: unknown }, new FakePage(storage));
  (await the.server.next()).connected('e1-7').event('e1-8', { type: 'invoice_paid', invoiceId: 42 });
  await vi.waitFor(() => expect(unknown).toHaveBeenCalled());
  expect(unknown).toHaveBeenCalledWith({ type: 'invoice_paid', invoiceId: 42 }, { id: 'e1-8', raw: expect.any(String), receivedAt: the.clock.now() });
  expect(heard.ids).toEqual([]);
  expect([...storage.values()]).toEqual(['e1-8']);
});

test.each(['{"type":', 'null', '7', '[]', '{"type":7}', ''])('broken data is counted, reported and skipped: %s', async (data) => {
  const heard = the.listen();
  (await the.server.next()).connected('e1-7').write(`id: e1-8\ndata: ${data}\n\nid: e1-9\ndata: ${data}\n\n`).event('e1-10', progress(1));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-10']));
  expect(heard.warnings).toMatchObject([{ code: 'broken', count: 1, raw: data }, { code: 'broken', count: 2 }]);
});

test('closing ends the request, and nothing is told afterwards', async () => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-7');
  await vi.waitFor(() => expect(heard.events).toHaveLength(1));
  heard.connection.close();
  await stream.closed;
  expect(heard.connection.state).toBe('disconnected');
  expect(the.clock.waits).toEqual([]);
  heard.connection.reconnect();
  expect(heard.states).toEqual(['connected', 'disconnected']);
});

test('a storage that throws is reported once, and the stream goes on', async () => {
  const refuse = () => {
    throw new Error('quota');
  };
  const heard = the.listen({ storage: { getItem: refuse, setItem: refuse } });
  (await the.server.next()).connected('e1-7').event('e1-8', progress(1));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8']));
  expect(heard.warnings).toMatchObject([{ code: 'storage' }]);
});

test('where tabs cannot share, each has its own stream and says so', async () => {
  const heard = the.listen({ shared: true });
  (await the.server.next()).connected('e1-7');
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  expect(heard.connection).toMatchObject({ role: 'alone', tabs: 1 });
  expect(heard.warnings).toMatchObject([{ code: 'alone' }]);
});

test('a listener that closes the connection is not called again, though more has come with the same bytes', async () => {
  const heard = the.listen();
  heard.connection.onEvent((event) => {
    if (event.type === 'job_progress') heard.connection.close();
  });
  const stream = (await the.server.next()).headers();
  const event = (percent: number) => `id: e1-${percent}\ndata: ${JSON.stringify(progress(percent))}\n\n`;
  stream.write(event(1) + event(2));
  await stream.closed;
  expect(heard.ids).toEqual(['e1-1']);
});

test('an option that is undefined has its default', async () => {
  const heard = the.listen({ heartbeat: undefined, fetch: undefined, baseDelay: undefined, types: [] } as unknown as object);
  const { request, response } = await the.server.next();
  expect(request.url).toBe('/api/events');
  response.destroy();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  expect(the.clock.waits).toEqual([1_000]);
});

test('a warning handler that throws disturbs nothing', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const heard = the.listen({
    onWarning: () => {
      throw new Error('boom');
    },
  });
  (await the.server.next()).connected('e1-7').write('data: {\n\n').event('e1-8', progress(1));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-8']));
  expect(error).toHaveBeenCalledWith(new Error('boom'));
  error.mockRestore();
});
