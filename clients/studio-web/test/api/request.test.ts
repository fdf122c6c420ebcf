import { afterEach, describe, expect, it, vi } from 'vitest';
import { send } from '../../src/api/request';
import type { Session } from '../../src/sign-in/session';

class FakeSession implements Session {
  readonly userId = 'alice';
  refreshes = 0;
  expired = false;
  token = async ({ refresh = false } = {}) => `token-${refresh ? ++this.refreshes : this.refreshes}`;
  expire = () => void (this.expired = true);
  signOut = async () => undefined;
}

/** Answers 401 to all tokens but one; gives the tokens that came. */
function serverThatTakes(good: string): string[] {
  const tokens: string[] = [];
  vi.stubGlobal('fetch', async (_: string, { headers }: { headers: Headers }) => {
    const token = headers.get('authorization')!.replace('Bearer ', '');
    tokens.push(token);
    return new Response('{}', { status: token === good ? 200 : 401 });
  });
  return tokens;
}

afterEach(() => vi.unstubAllGlobals());

describe('a request', () => {
  it('gets one new token when its token is refused, and nobody notices', async () => {
    const session = new FakeSession();
    const tokens = serverThatTakes('token-1');
    expect((await send(session, '/api/jobs')).status).toBe(200);
    expect(tokens).toEqual(['token-0', 'token-1']);
    expect(session.expired).toBe(false);
  });

  it('ends the session when the new token is refused too', async () => {
    const session = new FakeSession();
    const tokens = serverThatTakes('none');
    await expect(send(session, '/api/jobs')).rejects.toMatchObject({ status: 401 });
    expect(tokens).toEqual(['token-0', 'token-1']);
    expect(session.expired).toBe(true);
  });

  it('that was given up is no error of the network', async () => {
    const abort = new AbortController();
    vi.stubGlobal('fetch', async () => {
      abort.abort();
      throw new TypeError('aborted');
    });
    await expect(send(new FakeSession(), '/api/jobs', { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
