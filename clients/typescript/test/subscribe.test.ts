import { expect, test, vi } from 'vitest';
import { Browser } from './browser/browser.js';
import { FakePage, MemoryStorage } from './fake-page.js';
import { progress, scene } from './listening.js';
import { settingsFrom } from '../src/options.js';
import { subscribeWith } from '../src/subscribe.js';

const the = scene();

test('the loop gets the events in order, and leaving it closes the stream', async () => {
  const events = the.iterate();
  const stream = await the.server.next();
  stream.connected('e1-1').event('e1-2', progress(1)).event('e1-3', progress(2));
  const got: unknown[] = [];
  for await (const event of events) {
    got.push(event);
    if (got.length === 3) break;
  }
  expect(got).toEqual([{ type: 'connected', userId: 'alice', resumed: false }, progress(1), progress(2)]);
  await stream.closed;
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('an event is taken when the next one is asked for: a reload begins with the one that was being worked on', async () => {
  const storage = new MemoryStorage();
  const events = the.iterate({}, new FakePage(storage));
  const stream = await the.server.next();
  stream.connected('e1-1').event('e1-2', progress(1)).event('e1-3', { type: 'invoice_paid' });
  await events.next();
  expect((await events.next()).value).toEqual(progress(1));
  expect([...storage.values()]).toEqual(['e1-1']);

  the.iterate({}, new FakePage(storage));
  expect((await the.server.next()).lastEventId).toBe('e1-1');
  void events.next();
  await vi.waitFor(() => expect([...storage.values()]).toEqual(['e1-3']));
});

test('a loop that is slow makes the reading stop, and what was cut off meanwhile comes later, once', async () => {
  const events = the.iterate();
  const stream = (await the.server.next()).connected('e1-0');
  const filler = 'x'.repeat(10_000);
  let sent = 0;
  const blocked = () => stream.response.writableLength > 1_000_000;
  while (!blocked() && sent < 5_000) {
    stream.event(`e1-${++sent}`, { ...progress(sent), phase: filler });
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(blocked()).toBe(true);
  // Not reading is this tab's doing: no watchdog takes the server for silent.
  await vi.waitFor(() => expect(the.clock.waits).toEqual([]));

  for (let k = 0; k <= 10; k++) await events.next();
  stream.response.destroy();
  const got: number[] = [];
  const reading = (async () => {
    for await (const event of events) {
      if (event.type === 'job_progress') got.push(event.percent);
      if (got.at(-1) === sent) return;
    }
  })();
  await vi.waitFor(() => expect(the.clock.waits).toEqual([1_000]), 5_000);
  the.clock.advance(1_000);
  const second = await the.server.next();
  const from = Number(second.lastEventId!.split('-')[1]);
  second.connected(`e1-${from}`, true);
  for (let k = from + 1; k <= sent; k++) second.event(`e1-${k}`, progress(k));
  await reading;
  expect(got).toEqual(Array.from({ length: sent - 10 }, (_, k) => k + 11));
}, 20_000);

test('aborting ends the loop without an error', async () => {
  const controller = new AbortController();
  const events = the.iterate({}, new FakePage(), controller.signal);
  const stream = (await the.server.next()).connected('e1-1');
  await events.next();
  const next = events.next();
  controller.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  await stream.closed;
});

test('an aborted signal opens nothing', async () => {
  const token = vi.fn(() => 'good');
  const events = the.iterate({ token }, new FakePage(), AbortSignal.abort());
  expect(await events.next()).toEqual({ done: true, value: undefined });
  expect(token).not.toHaveBeenCalled();
});

test('the loop throws when the connection has ended for good, after what had come', async () => {
  const events = the.iterate();
  (await the.server.next()).connected('e1-1').end(403, 'FORBIDDEN');
  expect((await events.next()).value).toMatchObject({ type: 'connected' });
  await expect(events.next()).rejects.toMatchObject({ code: 'refused', status: 403 });
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('in a shared stream a slow loop holds up nobody, and gets the rest when it has room', async () => {
  const browser = new Browser();
  const other = browser.open();
  await vi.waitFor(() => expect(other.heard.resumed).toEqual([false]));
  const slow = browser.open();
  slow.heard.connection.close();
  const events = subscribeWith(settingsFrom({ userId: 'alice', token: () => 'good', url: '/api/events', clock: browser.clock }, slow.page));
  await events.next();
  for (let k = 0; k < 150; k++) browser.server.publish();
  await browser.settle();
  expect(other.heard.ids).toHaveLength(150);

  const got: number[] = [];
  while (got.at(-1) !== 150) {
    const { value } = await events.next();
    if (value.type === 'job_progress') got.push(value.percent);
  }
  expect(got).toEqual(Array.from({ length: 150 }, (_, k) => k + 1));
  expect(browser.server.asked).toHaveLength(1);
  await events.return!();
  other.crash();
});
