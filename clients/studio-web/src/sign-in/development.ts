import { errorOf, unreachable } from '../api/errors';
import type { Session, TokenRequest } from './session';

/** Renewed this long before it expires, so that no request meets the end. Milliseconds. */
const margin = 60_000;
const storageKey = 'realtime-mesh.session';
/** Only the name: each tab gets a token of its own. */
const nameKey = 'realtime-mesh.signed-in-as';

interface Token {
  userId: string;
  accessToken: string;
  /** Unix milliseconds. */
  expiresAt: number;
}

/** Whoever says a name is that user. */
export class DevelopmentSession implements Session {
  private renewal: Promise<Token> | undefined;
  private ended = false;

  private constructor(private current: Token, private readonly onEnd: (expired: boolean) => void) {}

  static async signIn(userId: string, onEnd: (expired: boolean) => void): Promise<DevelopmentSession> {
    const session = new DevelopmentSession(await requestToken(userId), onEnd);
    session.store();
    localStorage.setItem(nameKey, userId);
    return session;
  }

  /** The session that this tab had before it was loaded again; in a new tab, that of whoever signed in last. */
  static async resume(onEnd: (expired: boolean) => void): Promise<DevelopmentSession | undefined> {
    const stored = sessionStorage.getItem(storageKey);
    if (stored !== null) {
      return new DevelopmentSession(JSON.parse(stored) as Token, onEnd);
    }

    const name = localStorage.getItem(nameKey);
    return name === null ? undefined : DevelopmentSession.signIn(name, onEnd);
  }

  get userId(): string {
    return this.current.userId;
  }

  async token({ refresh = false, signal }: TokenRequest = {}): Promise<string> {
    if (refresh || this.current.expiresAt - Date.now() < margin) {
      // Whoever asks meanwhile gets the same new token.
      this.renewal ??= requestToken(this.userId).finally(() => (this.renewal = undefined));
      this.current = await this.renewal;
      this.store();
    }

    signal?.throwIfAborted();
    return this.current.accessToken;
  }

  expire(): void {
    this.end(true);
  }

  async signOut(): Promise<void> {
    this.end(false);
  }

  private end(expired: boolean): void {
    this.ended = true;
    sessionStorage.removeItem(storageKey);
    localStorage.removeItem(nameKey);
    this.onEnd(expired);
  }

  /** Not after the end: a renewal may still be under way then, and would bring the user back. */
  private store(): void {
    if (!this.ended) {
      sessionStorage.setItem(storageKey, JSON.stringify(this.current));
    }
  }
}

async function requestToken(userId: string): Promise<Token> {
  const response = await fetch('/api/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId }),
  }).catch((error: unknown) => {
    throw unreachable(error);
  });
  if (!response.ok) {
    throw await errorOf(response);
  }

  const answer = (await response.json()) as { accessToken: string; expiresIn: number };
  return { userId, accessToken: answer.accessToken, expiresAt: Date.now() + answer.expiresIn * 1000 };
}
