import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import type { CursorStorage, Environment } from './environment.js';
import type { EventInfo } from './connection.js';
import type { Warning } from './warning.js';

export interface TokenRequest {
  /** The server refused the last token: a cached one will not do. */
  readonly refresh: boolean;
  /** Aborts when the attempt is given up. */
  readonly signal: AbortSignal;
}

/** All times in milliseconds. */
export interface ConnectOptions {
  /** The stream's address. Default `/api/events`. */
  readonly url?: string;
  /** Whose events. The token must be this user's. */
  readonly userId: string;
  /** The bearer token; asked for before every attempt. */
  readonly token: (request: TokenRequest) => string | Promise<string>;
  /** Only events of these types, at most 64. Default: all. */
  readonly types?: readonly string[];
  /** One stream for all tabs of this browser. Default true. */
  readonly shared?: boolean;
  /** Where the cursor outlives a reload. Default `sessionStorage`, if there is one. */
  readonly storage?: CursorStorage;
  /** The server's interval of comments. After 2.5 of them without a byte the stream is replaced. Default 15,000. */
  readonly heartbeat?: number;
  /** Attempts in a row, after a stream broke, before the state is `error`. Default 10. */
  readonly maxAttempts?: number;
  /** Wait before the first of them; doubled for each further one. Default 1,000. */
  readonly baseDelay?: number;
  /** Most that is waited, without jitter. Default 30,000. */
  readonly maxDelay?: number;
  /** Up to this much is added to each wait. Default 1,000. */
  readonly jitter?: number;
  /** For token and headers; and how long after them a missing first event is put down to buffering. Default 10,000. */
  readonly connectTimeout?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  /** Like `Math.random`, its default. */
  readonly random?: () => number;
  /** Default: the console. */
  readonly onWarning?: (warning: Warning) => void;
  /** Events of types that this version does not know; they are ignored otherwise. */
  readonly onUnknown?: (event: { readonly type: string }, info: EventInfo) => void;
}

/** The options with their defaults, and what the page gives. */
export type Settings = Required<Omit<ConnectOptions, 'types' | 'storage' | 'onUnknown'>> &
  Pick<ConnectOptions, 'onUnknown'> & { readonly environment: Environment };

export function settingsFrom(options: ConnectOptions, environment: Environment): Settings {
  const { url = '/api/events', types, storage = environment.storage } = options;
  // What is given as undefined is not given.
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as ConnectOptions;
  return {
    shared: true,
    heartbeat: 15_000,
    maxAttempts: 10,
    baseDelay: 1_000,
    maxDelay: 30_000,
    jitter: 1_000,
    connectTimeout: 10_000,
    // Looked up at each call: whoever wraps the global later is not bypassed, and `this` is right.
    fetch: (input, init) => globalThis.fetch(input, init),
    clock: systemClock,
    random: Math.random,
    ...given,
    url: types?.length ? `${url}${url.includes('?') ? '&' : '?'}types=${encodeURIComponent(types.join())}` : url,
    onWarning: (warning) => {
      try {
        (options.onWarning ?? warnOnConsole)(warning);
      } catch (error) {
        console.error(error);
      }
    },
    environment: { ...environment, storage },
  };
}

function warnOnConsole(warning: Warning): void {
  if (warning.code === 'listener') console.error(warning.message, warning.error);
  else console.warn(warning.message);
}
