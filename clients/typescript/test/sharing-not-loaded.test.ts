import { expect, test, vi } from 'vitest';
import { Browser } from './browser/browser.js';

vi.mock('../src/shared/shared-source.js', () => {
  throw new Error('gone');
});

test('a tab that cannot load the code for sharing has a stream of its own, and says so', async () => {
  const browser = new Browser();
  const { heard } = browser.open();
  await vi.waitFor(() => expect(heard.connection.state).toBe('connected'));
  browser.server.publish();
  await browser.settle();

  expect(heard.connection.role).toBe('alone');
  expect(heard.ids).toEqual(['e1-1']);
  expect(heard.warnings.map(({ code }) => code)).toEqual(['alone']);
  heard.connection.close();
});

test('a connection that is closed while that code loads opens nothing', async () => {
  const browser = new Browser();
  const { heard } = browser.open();
  heard.connection.close();
  await browser.settle();

  expect(browser.server.asked).toEqual([]);
});
