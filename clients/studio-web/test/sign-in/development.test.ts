import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DevelopmentSession } from '../../src/sign-in/development';

let issued: number;

beforeEach(() => {
  vi.useFakeTimers();
  issued = 0;
  vi.stubGlobal('sessionStorage', storage());
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ accessToken: `token-${++issued}`, expiresIn: 3600 })));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function storage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  };
}

const signIn = (onEnd: (expired: boolean) => void = () => undefined) => DevelopmentSession.signIn('alice', onEnd);

describe('a development session', () => {
  it('keeps its token as long as that is good for a minute yet', async () => {
    const session = await signIn();
    vi.setSystemTime(Date.now() + 58 * 60_000);
    expect(await session.token()).toBe('token-1');
  });

  it('gets a new one before the old one expires', async () => {
    const session = await signIn();
    vi.setSystemTime(Date.now() + 59.5 * 60_000);
    expect(await session.token()).toBe('token-2');
    expect(await session.token()).toBe('token-2');
  });

  it('gets one new token for all that ask at once', async () => {
    const session = await signIn();
    expect(await Promise.all([session.token({ refresh: true }), session.token({ refresh: true })])).toEqual(['token-2', 'token-2']);
  });

  it('outlives a reload of its tab, with the newest token', async () => {
    await (await signIn()).token({ refresh: true });
    const session = await DevelopmentSession.resume(() => undefined);
    expect(session?.userId).toBe('alice');
    expect(await session?.token()).toBe('token-2');
  });

  it('is there in a new tab, with a token of its own', async () => {
    await signIn();
    vi.stubGlobal('sessionStorage', storage());
    const session = await DevelopmentSession.resume(() => undefined);
    expect(session?.userId).toBe('alice');
    expect(await session?.token()).toBe('token-2');
  });

  it('is gone after signing out', async () => {
    const ends: boolean[] = [];
    await (await signIn(expired => ends.push(expired))).signOut();
    expect(ends).toEqual([false]);
    expect(await DevelopmentSession.resume(() => undefined)).toBeUndefined();
  });

  it('does not come back with a renewal that was under way when it ended', async () => {
    const session = await signIn();
    const renewal = session.token({ refresh: true });
    await session.signOut();
    await renewal;
    expect(await DevelopmentSession.resume(() => undefined)).toBeUndefined();
  });
});
