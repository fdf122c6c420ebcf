import { RealtimeError } from '../errors.js';
import type { Settings } from '../options.js';
import { abortable } from './abortable.js';
import { refusalOf } from './refusal.js';

export interface StreamRequest {
  /** The id to resume from. */
  readonly cursor: string | undefined;
  /** Whether the last token was refused. */
  readonly refresh: boolean;
  readonly signal: AbortSignal;
}

/** The body of an event stream. @throws RealtimeError */
export async function requestStream(settings: Settings, { cursor, refresh, signal }: StreamRequest): Promise<ReadableStream<Uint8Array>> {
  const headers = new Headers({ Accept: 'text/event-stream' });
  if (cursor !== undefined) headers.set('Last-Event-ID', cursor);
  try {
    // In an async function, because a provider may also throw before it returns a promise.
    const token = await abortable((async () => settings.token({ refresh, signal }))(), signal);
    headers.set('Authorization', `Bearer ${token}`);
  } catch (cause) {
    throw new RealtimeError('token', 'The token provider failed.', undefined, { cause });
  }

  const response = await answer(settings, { headers, signal, cache: 'no-store', redirect: 'manual' });
  const refusal = refusalOf(response, settings.clock.now());
  if (!refusal) return response.body!;
  // Nobody reads why it was refused; that must not fail or take time.
  response.body?.cancel().catch(() => undefined);
  throw refusal;
}

async function answer({ fetch, url }: Settings, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
  try {
    return await abortable(fetch(url, init), init.signal);
  } catch (cause) {
    throw new RealtimeError('network', 'The server cannot be reached.', undefined, { cause });
  }
}
