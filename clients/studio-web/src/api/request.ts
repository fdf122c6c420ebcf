import type { Session } from '../sign-in/session';
import { errorOf, unreachable } from './errors';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON, or as a form if it is one. */
  body?: unknown;
  /** The same request with the same key is done once. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** One request as the session's user. A refused token is replaced once; if that is refused too, the session is over. */
export async function send(session: Session, path: string, options: RequestOptions = {}): Promise<Response> {
  let response = await attempt(await session.token({ signal: options.signal }), path, options);
  if (response.status === 401) {
    response = await attempt(await session.token({ refresh: true, signal: options.signal }), path, options);
  }

  if (response.status === 401) {
    session.expire();
  }

  if (!response.ok) {
    throw await errorOf(response);
  }

  return response;
}

async function attempt(token: string, path: string, { method = 'GET', body, idempotencyKey, signal }: RequestOptions): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const form = body instanceof FormData;
  if (body !== undefined && !form) {
    headers.set('content-type', 'application/json');
  }

  if (idempotencyKey !== undefined) {
    headers.set('idempotency-key', idempotencyKey);
  }

  try {
    return await fetch(path, {
      method,
      headers,
      body: form ? body : body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(error);
  }
}
