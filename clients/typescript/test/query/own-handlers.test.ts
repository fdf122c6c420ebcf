import { QueryClient } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDefaultHandlers, createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fake-connection.js';
import { Screen } from './screen.js';

type InvoicePaid = { type: 'invoice_paid'; invoiceId: number };
const logged = { type: 'activity_logged', activityId: 'a1', activityType: 'created', userId: 'alice', timestamp: '' } as const;

let screen: Screen;
let connection: FakeConnection;

beforeEach(() => {
  vi.useFakeTimers();
  screen = new Screen();
  connection = new FakeConnection();
  connection.goLive();
});

afterEach(() => {
  screen.close();
  vi.useRealTimers();
});

test('an app handles types of its own', async () => {
  await screen.show(['invoices']);
  const invalidator = createInvalidator<InvoicePaid>(screen.queryClient, { invoice_paid: (_, { invalidate }) => invalidate(['invoices']) });
  invalidator.onUnknown({ type: 'invoice_paid' });
  await vi.advanceTimersByTimeAsync(100);

  expect(screen.fetched()).toEqual(['invoices']);
});

test('an app replaces a default, and may build on it', async () => {
  const defaults = createDefaultHandlers();
  createInvalidator(screen.queryClient, {
    activity_logged: (event, context) => {
      context.invalidate(['feed']);
      defaults.activity_logged(event, context);
    },
  }).attach(connection);
  await screen.show(['feed']);
  await screen.show(['activity']);
  connection.send(logged);
  await vi.advanceTimersByTimeAsync(100);

  expect(screen.fetched()).toEqual(['activity', 'feed']);
});

test.each(['invoice_paid', 'constructor', '__proto__'])('a type without a handler, %s, is ignored', (type) => {
  const { onUnknown } = createInvalidator(new QueryClient());

  expect(() => onUnknown({ type })).not.toThrow();
});
