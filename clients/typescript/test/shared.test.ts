import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Browser } from './browser/browser.js';
import { LogServer } from './browser/log-server.js';

let browser: Browser;
beforeEach(() => (browser = new Browser()));
afterEach(() => {
  for (const tab of [...browser.tabs]) tab.crash();
});

const offsets = (from: number, to: number, epoch = 1) => Array.from({ length: to - from + 1 }, (_, k) => `e${epoch}-${from + k}`);

async function openTabs(count: number) {
  const tabs = Array.from({ length: count }, () => browser.open());
  await vi.waitFor(() => expect(tabs.map(({ heard }) => heard.resumed.length)).toEqual(tabs.map(() => 1)));
  return tabs;
}

test('tabs share one stream: each gets every event once, and knows how many they are', async () => {
  const tabs = await openTabs(3);
  browser.server.publish();
  browser.server.publish();
  await browser.settle();

  expect(browser.server.asked).toHaveLength(1);
  expect(tabs.map(({ heard }) => heard.ids)).toEqual(tabs.map(() => offsets(1, 2)));
  expect(tabs.map(({ heard }) => heard.connection.role)).toEqual(['leader', 'follower', 'follower']);
  expect(tabs.map(({ heard }) => heard.connection.tabs)).toEqual([3, 3, 3]);
  expect(tabs.map(({ heard }) => heard.connection.state)).toEqual(['connected', 'connected', 'connected']);
});

test.each(['close', 'crash'] as const)('a leader that goes (%s) is replaced at once, and nothing is lost or doubled', async (go) => {
  const [first, second, third] = await openTabs(3);
  browser.server.publish();
  await browser.settle();
  first![go]();
  browser.server.publish();
  await browser.settle();

  expect(browser.server.asked).toEqual([undefined, 'e1-1']);
  for (const { heard } of [second!, third!]) {
    expect(heard.ids).toEqual(offsets(1, 2));
    expect(heard.resumed).toEqual([false, true]);
    expect(heard.connection.tabs).toBe(2);
  }
  expect(browser.server.streams).toBe(1);
});

test('a frozen leader is replaced; when it thaws it follows, and misses nothing', async () => {
  const [frozen, other] = await openTabs(2);
  browser.server.publish();
  await browser.settle();
  frozen!.freeze();
  browser.server.publish();
  await browser.pass(60_000);

  expect(other!.heard.connection.role).toBe('leader');
  expect(other!.heard.ids).toEqual(offsets(1, 2));

  browser.server.publish();
  await browser.settle();
  frozen!.thaw();
  await browser.pass(5_000);
  expect(frozen!.heard.connection.role).toBe('follower');
  expect(frozen!.heard.ids).toEqual(offsets(1, 3));
  expect(other!.heard.ids).toEqual(offsets(1, 3));
  expect(browser.server.streams).toBe(1);
});

test('a leader whose server is away is not taken for a frozen one', async () => {
  const [first, second] = await openTabs(2);
  browser.server.down = true;
  browser.server.cut();
  await browser.pass(120_000);
  expect([first, second].map((tab) => tab!.heard.connection.role)).toEqual(['leader', 'follower']);
  expect(second!.heard.connection.state).toBe(first!.heard.connection.state);
});

test('a follower that was frozen is brought up to date', async () => {
  const [, frozen] = await openTabs(2);
  frozen!.freeze();
  for (let k = 0; k < 300; k++) browser.server.publish();
  await browser.pass(60_000);
  frozen!.thaw();
  await browser.settle();
  expect(frozen!.heard.ids).toEqual(offsets(1, 300));
  expect(frozen!.heard.connection.role).toBe('follower');
});

test('a tab that is reloaded goes on from its cursor, out of what the other tabs keep', async () => {
  const [, reloaded] = await openTabs(2);
  browser.server.publish();
  await browser.settle();
  reloaded!.close();
  browser.server.publish();
  await browser.settle();
  const again = browser.open(reloaded!.storage);
  await browser.settle();

  expect(again.heard.ids).toEqual(['e1-2']);
  expect(again.heard.resumed).toEqual([true]);
  expect(browser.server.asked).toHaveLength(1);
});

test('a tab without a cursor starts afresh from now', async () => {
  await openTabs(1);
  browser.server.publish();
  await browser.settle();
  const [late] = await openTabs(1);
  browser.server.publish();
  await browser.settle();
  expect(late!.heard.resumed).toEqual([false]);
  expect(late!.heard.ids).toEqual(['e1-2']);
});

test('a restored tab whose cursor is older than the stream gets what is between from the server, and nobody else gets it twice', async () => {
  const [before] = await openTabs(1);
  browser.server.publish();
  await browser.settle();
  before!.close();
  for (let k = 0; k < 3; k++) browser.server.publish();
  const [other] = await openTabs(1);
  const restored = browser.open(before!.storage);
  await browser.settle();
  browser.server.publish();
  await browser.settle();

  expect(browser.server.asked).toEqual([undefined, undefined, 'e1-1']);
  expect(restored.heard.ids).toEqual(offsets(2, 5));
  expect(restored.heard.resumed).toEqual([true]);
  expect(other!.heard.ids).toEqual(['e1-5']);
  expect(other!.heard.resumed).toEqual([false, true]);
});

test('two restored tabs that open together each get what they miss, though nothing new happens', async () => {
  const [first, second] = await openTabs(2);
  browser.server.publish();
  await browser.settle();
  second!.close();
  browser.server.publish();
  await browser.settle();
  first!.close();
  browser.server.publish();
  await browser.settle();

  const ahead = browser.open(first!.storage);
  const behind = browser.open(second!.storage);
  await browser.settle();
  expect(ahead.heard.ids).toEqual(['e1-3']);
  expect(behind.heard.ids).toEqual(['e1-2', 'e1-3']);
  expect([...ahead.heard.resumed, ...behind.heard.resumed]).not.toContain(false);
});

test('a new tab and a restored one that open together: the restored one is not told to refetch', async () => {
  const [before] = await openTabs(1);
  before!.close();
  browser.server.publish();
  const fresh = browser.open();
  const restored = browser.open(before!.storage);
  await browser.settle();
  expect(restored.heard.ids).toEqual(['e1-1']);
  expect(restored.heard.resumed).toEqual([true]);
  expect(fresh.heard.resumed).toEqual([false, true]);
});

test('a restored tab whose cursor the server no longer knows is told so; the others lose nothing', async () => {
  const [before] = await openTabs(1);
  browser.server.publish();
  await browser.settle();
  before!.close();
  browser.server.forget();
  const [other] = await openTabs(1);
  const restored = browser.open(before!.storage);
  await browser.settle();
  browser.server.publish();
  await browser.settle();

  expect(restored.heard.resumed).toEqual([false]);
  expect(restored.heard.ids).toEqual(['e2-1']);
  expect(other!.heard.resumed).toEqual([false, true]);
  expect(other!.heard.ids).toEqual(['e2-1']);
});

test('when the server forgets, every tab is told', async () => {
  const tabs = await openTabs(2);
  browser.server.publish();
  await browser.settle();
  browser.server.forget();
  await browser.pass(2_000);
  expect(tabs.map(({ heard }) => heard.resumed)).toEqual([[false, false], [false, false]]);
});

test('two users share nothing', async () => {
  await openTabs(1);
  const bob = browser.open(undefined, { userId: 'bob' });
  await browser.settle();
  expect(bob.heard.connection.role).toBe('leader');
  expect(bob.heard.connection.tabs).toBe(1);
});

test('a follower reconnects through the leader', async () => {
  const [, follower] = await openTabs(2);
  follower!.heard.connection.reconnect();
  await browser.settle();
  expect(browser.server.asked).toHaveLength(2);
  expect(browser.server.streams).toBe(1);
});

test('an error of the leader is every tab’s error', async () => {
  const [, follower] = await openTabs(2);
  browser.server.down = true;
  browser.server.cut();
  await browser.settle();
  expect(follower!.heard.connection).toMatchObject({ state: 'disconnected', error: { name: 'RealtimeError', code: 'network' } });
});

test('a page in the back-forward cache holds neither lock nor stream, and comes back as a follower', async () => {
  const [first, second] = await openTabs(2);
  first!.page.intoCache();
  await browser.settle();
  expect(second!.heard.connection.role).toBe('leader');
  browser.server.publish();
  await browser.settle();
  first!.page.outOfCache();
  await browser.settle();
  expect(first!.heard.connection.role).toBe('follower');
  expect(first!.heard.ids).toEqual(['e1-1']);
  expect(browser.server.streams).toBe(1);
});

test('messages that are none are ignored', async () => {
  const tabs = await openTabs(2);
  const rubbish = [null, 7, 'x', {}, { from: 'x' }, { from: 'x', kind: 'event' }, { from: 'x', kind: 'event', frame: {} }, { from: 'x', kind: 'start', start: { raw: 1 } }, { from: 1, kind: 'ping' }];
  for (const channel of browser.channels) for (const message of rubbish) channel.deliver(message);
  browser.server.publish();
  await browser.settle();
  expect(tabs.map(({ heard }) => heard.ids)).toEqual([['e1-1'], ['e1-1']]);
});

test('where locks are refused, each tab holds a stream of its own', async () => {
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
  vi.spyOn(browser.locks, 'forTab').mockReturnValue({ request: refuse, query: refuse } as unknown as LockManager);
  const tabs = await openTabs(2);
  browser.server.publish();
  await browser.settle();
  expect(tabs.map(({ heard }) => heard.connection.role)).toEqual(['alone', 'alone']);
  expect(tabs.map(({ heard }) => heard.ids)).toEqual([['e1-1'], ['e1-1']]);
});

test('a log that is shorter than what a tab missed: it is told to refetch, once', async () => {
  browser = new Browser(new LogServer(5));
  const [before] = await openTabs(1);
  before!.close();
  for (let k = 0; k < 10; k++) browser.server.publish();
  await openTabs(1);
  const restored = browser.open(before!.storage);
  await browser.settle();
  expect(restored.heard.resumed).toEqual([false]);
});
