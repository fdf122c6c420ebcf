import type { ConnectionState } from '../connection.js';
import type { RealtimeErrorCode } from '../errors.js';
import type { EventFrame, StreamStart } from '../inbox/frame.js';

/** What tabs tell each other. Only the tab that holds the stream sends `state`, `start`, `event` and `rest`. */
export type Message =
  /** I have everything up to `cursor`: what comes then? */
  | { readonly kind: 'hello'; readonly from: string; readonly cursor: string | undefined }
  /** The answer, to one tab. */
  | { readonly kind: 'rest'; readonly from: string; readonly to: string; readonly start: StreamStart; readonly frames: readonly EventFrame[] }
  /** A stream has begun. */
  | { readonly kind: 'start'; readonly from: string; readonly start: StreamStart }
  /** `after` is the id before it on this stream: who does not have that one misses something. */
  | { readonly kind: 'event'; readonly from: string; readonly frame: EventFrame; readonly after: string | undefined }
  | { readonly kind: 'state'; readonly from: string; readonly state: ConnectionState; readonly tabs: number; readonly error: SentError | undefined }
  /** Does anybody hold the stream? */
  | { readonly kind: 'ping' | 'reconnect' | 'bye'; readonly from: string };

/** An error without its class, which does not survive the way. */
export interface SentError {
  readonly code: RealtimeErrorCode;
  readonly message: string;
  readonly status: number | undefined;
}

type Unknown = Record<string, unknown> | null | undefined;

/** Whether this is a message: another version of the application may be open in another tab. */
export function isMessage(data: unknown): data is Message {
  const { kind, from, to, cursor, start, frame, frames, after, state, tabs, error } = Object(data) as Record<string, unknown>;
  if (typeof from !== 'string') return false;
  switch (kind) {
    case 'hello':
      return isId(cursor);
    case 'rest':
      return typeof to === 'string' && isStart(start) && Array.isArray(frames) && frames.every(isFrame);
    case 'start':
      return isStart(start);
    case 'event':
      return isFrame(frame) && isId(after);
    case 'state':
      return typeof state === 'string' && typeof tabs === 'number' && (error === undefined || typeof (error as Unknown)?.message === 'string');
    default:
      return kind === 'ping' || kind === 'reconnect' || kind === 'bye';
  }
}

function isFrame(value: unknown): boolean {
  const { id, raw, receivedAt } = Object(value) as Record<string, unknown>;
  return isId(id) && typeof raw === 'string' && typeof receivedAt === 'number';
}

function isStart(value: unknown): boolean {
  const { asked, resumed } = Object(value) as Record<string, unknown>;
  return isFrame(value) && isId(asked) && typeof resumed === 'boolean';
}

function isId(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
