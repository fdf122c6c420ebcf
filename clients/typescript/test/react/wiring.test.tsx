// @vitest-environment jsdom
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInvalidator } from '../../src/query/index.js';
import { RealtimeProvider, useSSE } from '../../src/react/index.js';
import { eventually, Page } from './page.js';
import { Streams } from './streams.js';

type InvoicePaid = { type: 'invoice_paid'; invoiceId: number };

let queryClient: QueryClient;
let page: Page;
let streams: Streams;

beforeEach(async () => {
  sessionStorage.clear();
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  streams = new Streams();
  page = new Page(true);
  const { attach, onUnknown } = createInvalidator<InvoicePaid>(queryClient, { invoice_paid: (_, { invalidate }) => invalidate(['invoices']) });
  const State = () => <p>{useSSE().connectionState}</p>;
  page.render(<RealtimeProvider options={{ ...streams.options('alice'), onUnknown }} attach={attach}><State /></RealtimeProvider>);
  await eventually(() => expect(page.text).toBe('connected'));
});

afterEach(() => {
  page.close();
  queryClient.clear();
});

function show(queryKey: string[]): () => number {
  let fetches = 0;
  new QueryObserver(queryClient, { queryKey, queryFn: () => ++fetches }).subscribe(() => undefined);
  return () => fetches;
}

test('an event on the stream refetches what is on the screen', async () => {
  const podcast = show(['podcasts', 'get', '1']);
  const document = show(['documents', 'get', '1']);
  await eventually(() => expect([podcast(), document()]).toEqual([1, 1]));

  streams.send({ type: 'job_completion', jobId: 'j1', jobType: 'generate-podcast', status: 'completed', podcastId: '1' } as { type: string });
  await eventually(() => expect([podcast(), document()]).toEqual([2, 1]));
});

test("so does an event of the app's own", async () => {
  const invoices = show(['invoices']);
  await eventually(() => expect(invoices()).toBe(1));

  streams.send({ type: 'invoice_paid' });
  await eventually(() => expect(invoices()).toBe(2));
});
