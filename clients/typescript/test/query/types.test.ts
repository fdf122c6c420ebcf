import { QueryClient } from '@tanstack/query-core';
import { expectTypeOf, test } from 'vitest';
import { createDefaultHandlers, createInvalidator, type DataEvent, type Handlers } from '../../src/query/index.js';
import type { UserEvent } from '../../src/events.js';

type InvoicePaid = { type: 'invoice_paid'; invoiceId: number };

test('a default handler for every type of event, and no other', () => {
  expectTypeOf(createDefaultHandlers()).toEqualTypeOf<Handlers<DataEvent>>();
  expectTypeOf<keyof Handlers<DataEvent> | 'connected'>().toEqualTypeOf<UserEvent['type']>();
});

test('a type of event without a default handler does not compile', () => {
  // @ts-expect-error -- as `createDefaultHandlers` would not, with one more type in events.ts
  const handlers: Handlers<DataEvent | InvoicePaid> = createDefaultHandlers();
  void handlers;
});

test('handlers know the type of their event', () => {
  createInvalidator<InvoicePaid>(new QueryClient(), {
    invoice_paid: (event) => expectTypeOf(event).toEqualTypeOf<InvoicePaid>(),
    job_completion: (event) => expectTypeOf(event.podcastId).toBeString(),
  });
});

test('a handler for a misspelt type does not compile', () => {
  // @ts-expect-error -- job_completed
  createInvalidator(new QueryClient(), { job_completed: () => undefined });
});
