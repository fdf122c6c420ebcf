import { browserEnvironment } from './environment.js';
import { EventQueue } from './event-queue.js';
import type { UserEvent } from './events.js';
import { Inbox } from './inbox/inbox.js';
import { settingsFrom, type ConnectOptions, type Settings } from './options.js';
import { sourceFor } from './source.js';

export interface SubscribeOptions extends ConnectOptions {
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
}

/**
 * The user's events over a connection of its own, which opens at once. Leaving the loop closes it.
 * An event counts as taken when the next one is asked for. Up to 64 wait here; then no more are read from the stream.
 * The iteration throws the {@link RealtimeError} for which the connection's state would be `error`.
 */
export function subscribe({ signal, ...options }: SubscribeOptions): AsyncIterableIterator<UserEvent> {
  return subscribeWith(settingsFrom(options, browserEnvironment()), signal);
}

export function subscribeWith(settings: Settings, signal?: AbortSignal): AsyncIterableIterator<UserEvent> {
  const queue = new EventQueue(() => {
    signal?.removeEventListener('abort', abort);
    source.close();
  });
  const inbox = new Inbox(settings, (event, _, done) => queue.push(event, done));
  const source = sourceFor(settings, inbox, () => {
    if (source.state === 'error') queue.end(source.error);
  });
  const abort = () => queue.end();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  else source.open();
  return queue;
}
