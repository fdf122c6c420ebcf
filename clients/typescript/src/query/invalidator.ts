import type { QueryClient } from '@tanstack/query-core';
import type { Connection } from '../connection.js';
import { Batch } from './batch.js';
import { CatchUp } from './catch-up.js';
import { createDefaultHandlers, type DataEvent, type HandlerContext, type Handlers } from './handlers.js';

/** Keeps a query cache up to date with a stream. */
export interface Invalidator {
  /** Begins to listen to a connection, best as soon as it is made. Returns how to stop that. */
  readonly attach: (connection: Connection) => () => void;
  /** For `ConnectOptions.onUnknown`, so that events of your own types come to their handlers. */
  readonly onUnknown: (event: { readonly type: string }) => void;
}

/**
 * Refetches exactly what events say has changed. Also what may have changed unseen: when the stream is live for the first time,
 * whatever was fetched before; when it comes back without having resumed, everything, within a second.
 *
 * @param handlers Replace single default handlers, or handle types of your own:
 * `createInvalidator<InvoicePaid>(queryClient, { invoice_paid: (event, { invalidate }) => invalidate(['invoices']) })`.
 * Types without a handler are ignored.
 */
export function createInvalidator<E extends { type: string } = never>(
  queryClient: QueryClient,
  handlers?: Partial<Handlers<DataEvent>> & Handlers<E>,
): Invalidator {
  // A map, so that a type named like a property of every object finds nothing.
  const handlerOf = new Map<string, (event: never, context: HandlerContext) => void>(Object.entries({ ...createDefaultHandlers(), ...handlers }));
  const batch = new Batch(queryClient);
  const context: HandlerContext = { queryClient, invalidate: (queryKey) => batch.add(queryKey) };
  const handle = (event: { readonly type: string }) => handlerOf.get(event.type)?.(event as never, context);

  return {
    onUnknown: handle,
    attach(connection) {
      const catchUp = new CatchUp(queryClient);
      if (connection.state !== 'connecting' || connection.lastEventAt !== undefined) {
        // It has been live without us.
        catchUp.live({ resumed: false });
      }
      const stop = connection.onEvent((event) => (event.type === 'connected' ? catchUp.live(event) : handle(event)));
      return () => {
        stop();
        catchUp.discard();
      };
    },
  };
}
