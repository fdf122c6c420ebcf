import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Browser } from './browser/browser.js';
import { LogServer } from './browser/log-server.js';
import type { Tab } from './browser/tab.js';

type Step = { do: 'open' | 'restore' | 'close' | 'crash' | 'freeze' | 'cache' | 'thaw' | 'publish' | 'burst' | 'cut' | 'forget' | 'outage' | 'pass'; which: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('open', 'restore', 'close', 'crash', 'freeze', 'cache', 'thaw', 'thaw', 'publish', 'publish', 'burst', 'cut', 'forget', 'outage', 'pass', 'pass'),
  which: fc.nat(7),
});

test('whatever tabs, server and network do: no tab misses an event without being told, and none comes twice', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), run), { numRuns: 150, endOnFailure: false });
}, 240_000);

async function run(steps: Step[]): Promise<void> {
  const browser = new Browser(new LogServer(20));
  const closed: Tab[] = [];
  browser.open();
  for (const { do: what, which } of steps) {
    const tab = browser.tabs[which % Math.max(1, browser.tabs.length)];
    if (what === 'open' && browser.tabs.length < 5) browser.open();
    if (what === 'restore' && closed.length) browser.open(closed.splice(which % closed.length, 1)[0]!.storage);
    if ((what === 'close' || what === 'crash') && tab && !tab.frozen) {
      tab[what]();
      closed.push(tab);
    }
    if (what === 'freeze') tab?.freeze();
    if (what === 'cache' && tab && !tab.frozen) tab.cache();
    if (what === 'thaw') tab?.thaw();
    if (what === 'publish') browser.server.publish();
    if (what === 'burst') for (let k = 0; k < 15; k++) browser.server.publish();
    if (what === 'cut') browser.server.cut();
    if (what === 'forget') browser.server.forget();
    if (what === 'outage') {
      browser.server.down = true;
      browser.server.cut();
      await browser.pass(10_000);
      browser.server.down = false;
    }
    if (what === 'pass') await browser.pass(which * 7_000);
    // Sometimes the next thing happens while messages are still under way.
    if (which % 2) await browser.settle();
  }

  for (const tab of browser.tabs) tab.thaw();
  await browser.pass(90_000);
  try {
    for (const tab of browser.tabs) expectComplete(tab, browser.server.head);
    if (browser.tabs.length) expect(browser.server.streams).toBe(1);
  } finally {
    for (const tab of [...browser.tabs]) tab.crash();
  }
}

/** From each `connected` that was not resumed to the next one, offsets follow one another; and the newest event is there. */
function expectComplete({ heard }: Tab, head: string): void {
  let newest: string | undefined;
  heard.events.forEach((event, at) => {
    const id = heard.infos[at]!.id!;
    if (event.type === 'connected' && !event.resumed) newest = id;
    else if (event.type === 'connected') newest ??= id;
    else {
      expect(newest, `an event before any connected: ${id}`).toBeDefined();
      const [epoch, offset] = newest!.split('-');
      expect(id).toBe(`${epoch}-${Number(offset) + 1}`);
      newest = id;
    }
  });
  expect(newest).toBe(head);
}
