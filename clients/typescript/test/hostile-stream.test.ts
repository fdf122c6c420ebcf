import { expect, test, vi } from 'vitest';
import { progress, scene } from './listening.js';

const the = scene();

test.each([
  ['data', 'data: '],
  ['an id', 'id: '],
])('a line of %s without end is cut off at 1 MiB', async (_, field) => {
  const heard = the.listen();
  const stream = (await the.server.next()).connected('e1-1').write(field);
  const piece = 'x'.repeat(65_536);
  const pour = setInterval(() => stream.write(piece), 1);
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'), 5_000);
  clearInterval(pour);
  expect(heard.connection.error).toMatchObject({ code: 'unexpected', message: expect.stringContaining('1 MiB') });
  await stream.closed;
});

test('an event of data lines without end is cut off at 1 MiB', async () => {
  const heard = the.listen();
  const stream = (await the.server.next()).connected('e1-1');
  const pour = setInterval(() => stream.write(`data: ${'x'.repeat(60_000)}\n`), 1);
  await vi.waitFor(() => expect(heard.connection.error?.code).toBe('unexpected'), 5_000);
  clearInterval(pour);
});

test('a comment without end takes no memory and is passed over', async () => {
  const heard = the.listen();
  const stream = (await the.server.next()).connected('e1-1').write(':');
  for (let k = 0; k < 64; k++) stream.write('x'.repeat(65_536));
  stream.write('\n\n').event('e1-2', progress(1));
  await vi.waitFor(() => expect(heard.ids).toEqual(['e1-2']));
});

test.each([
  ['NUL', 'e1\0-2'],
  ['what no header can carry', 'é'],
  ['a space', 'e1 -2'],
  ['no end', 'e'.repeat(129)],
])('an id with %s is no cursor', async (_, id) => {
  const heard = the.listen();
  const stream = await the.server.next();
  stream.connected('e1-1').write(`id: ${id}\ndata: ${JSON.stringify(progress(1))}\n\n`).response.end();
  await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
  expect(heard.ids).toEqual([undefined]);
  the.clock.advance(1_000);
  expect((await the.server.next()).lastEventId).toBe('e1-1');
});

test('invalid UTF-8 becomes replacement characters', async () => {
  const heard = the.listen();
  const json = JSON.stringify({ ...progress(1), phase: '?' });
  const [before, after] = json.split('?');
  const stream = (await the.server.next()).connected('e1-1').write(`id: e1-2\ndata: ${before}`);
  stream.write(new Uint8Array([0xff, 0xc3])).write(`${after}\n\n`);
  await vi.waitFor(() => expect(heard.events[1]).toMatchObject({ phase: '\uFFFD\uFFFD' }));
});

test('a character that is cut in two by the network stays whole', async () => {
  const heard = the.listen();
  const bytes = new TextEncoder().encode(`id: e1-2\ndata: ${JSON.stringify({ ...progress(1), phase: 'größe 🐝' })}\n\n`);
  const stream = (await the.server.next()).connected('e1-1');
  for (const byte of bytes) stream.write(new Uint8Array([byte]));
  await vi.waitFor(() => expect(heard.events[1]).toMatchObject({ phase: 'größe 🐝' }));
});

test('a retry of zero over and over does not make a storm', async () => {
  const heard = the.listen();
  for (let k = 0; k < 3; k++) {
    (await the.server.next()).connected('e1-1', k > 0).end(503, 'SERVICE_UNAVAILABLE', 0);
    await vi.waitFor(() => expect(heard.connection.state).toBe('disconnected'));
    expect(the.clock.waits).toEqual([100]);
    the.clock.advance(100);
  }
});
