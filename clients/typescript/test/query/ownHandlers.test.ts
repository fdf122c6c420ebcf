import { QueryClient } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDefaultHandlers, createInvalidator } from '../../src/query/index.js';
import { FakeConnection } from '../fakeConnection.js';
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
  createInvalidator<InvoicePaid>(screen.queryClient, { invoice_paid: (_, { invalidate }) => invalidate(['invoices']) }).attach(connection);
  await vi.advanceTimersByTimeAsync(0);
  screen.fetched();
  connection.send({ type: 'invoice_paid', invoiceId: 42 });
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

test.each(['invoice_paid', 'constructor'] as const)('a type without a handler, %s, is ignored', (type) => {
  createInvalidator(new QueryClient()).attach(connection);

  expect(() => connection.send({ type, invoiceId: 42 })).not.toThrow();
});
