import type { EventSourceMessage } from 'eventsource-parser';
import { delayBefore, requestedDelay } from '../backoff.js';
import { Alarm } from '../clock.js';
import type { ConnectionState } from '../connection.js';
import { RealtimeError } from '../errors.js';
import { cursorFrom } from '../inbox/cursor.js';
import type { EventFrame, StreamStart } from '../inbox/frame.js';
import type { Settings } from '../options.js';
import { onWake } from '../wake.js';
import { connectedFrom } from './connected.js';
import { readStream } from './read-stream.js';

export interface StreamOwner {
  /** Where the next attempt resumes from. */
  cursor(): string | undefined;
  started(start: StreamStart): void | Promise<void>;
  frame(frame: EventFrame): void | Promise<void>;
  stateChanged(): void;
}

/** A stream that is opened again after every break. */
export class ReconnectingStream {
  state: ConnectionState = 'connecting';
  error: RealtimeError | undefined;
  #attempt: AbortController | undefined;
  /** Attempts that failed since a stream was last connected. */
  #failures = 0;
  /** The last attempt ended with 401. */
  #unauthorized = false;
  #lastByteAt = 0;
  readonly #alarm: Alarm;
  readonly #stopWaking: () => void;

  constructor(
    private readonly settings: Settings,
    private readonly owner: StreamOwner,
  ) {
    this.#alarm = new Alarm(settings.clock);
    this.#stopWaking = onWake(settings.environment, () => this.check());
  }

  /** Opens a stream at once; one that is open is replaced. */
  open(): void {
    this.#alarm.clear();
    this.#attempt?.abort();
    const attempt = (this.#attempt = new AbortController());
    const ended = (error: RealtimeError) => {
      if (this.#attempt === attempt) this.#ended(error);
    };
    this.#become('connecting');
    // A listener of the state may have closed this.
    if (!attempt.signal.aborted) this.#read(attempt).catch(ended);
  }

  /** With a fresh count of attempts. */
  reconnect(): void {
    this.#failures = 0;
    this.#unauthorized = false;
    this.open();
  }

  /** For when the world may have changed: does what is overdue now. */
  check(): void {
    const silence = this.settings.clock.now() - this.#lastByteAt;
    if (this.state === 'connected' && silence > this.settings.heartbeat) this.open();
    if (this.state !== 'disconnected') return;
    // This attempt is a guest: it does not use up one of the row.
    this.#failures = Math.max(0, this.#failures - 1);
    this.open();
  }

  close(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#alarm.clear();
    this.#stopWaking();
  }

  #read(attempt: AbortController): Promise<never> {
    const { clock, userId, connectTimeout, onWarning } = this.settings;
    const cursor = this.owner.cursor();
    const late = new Alarm(clock);
    const reader = {
      answered: () => late.set(connectTimeout, () => onWarning(bufferingWarning(connectTimeout))),
      bytes: () => {
        this.#lastByteAt = clock.now();
      },
      frame: (frame: EventSourceMessage) => {
        const id = cursorFrom(frame.id);
        const connected = connectedFrom(frame.data, userId);
        if (!connected) return this.owner.frame({ id, raw: frame.data, receivedAt: clock.now() });
        late.clear();
        this.#failures = 0;
        this.#unauthorized = false;
        this.#become('connected');
        const start = { asked: cursor, id, resumed: connected.resumed, raw: frame.data, receivedAt: clock.now() };
        return attempt.signal.aborted ? undefined : this.owner.started(start);
      },
    };
    const request = { cursor, refresh: this.#unauthorized, signal: attempt.signal };
    return readStream(this.settings, request, reader, (why) => attempt.abort(why)).finally(() => late.clear());
  }

  #ended(error: RealtimeError): void {
    const { environment, maxAttempts } = this.settings;
    const wasConnected = this.state === 'connected';
    const again = error.code === 'unauthorized' && !this.#unauthorized;
    this.#attempt = undefined;
    this.#unauthorized = error.code === 'unauthorized';
    if (error.code === 'refused' || (this.#unauthorized && !again)) return this.#become('error', error);
    // The first 401 only says that the token is old; a stream that was open has its wait, or it could spin.
    if (again && !wasConnected) return this.open();
    if (!environment.online()) return this.#become('disconnected', error);
    if (this.#failures >= maxAttempts) {
      return this.#become('error', new RealtimeError('attempts', `${maxAttempts} attempts in a row failed.`, error.status, { cause: error }));
    }
    const wait = error.retryAfter === undefined ? delayBefore(this.#failures, this.settings) : requestedDelay(error.retryAfter);
    this.#failures++;
    this.#alarm.set(wait, () => this.open());
    this.#become('disconnected', error);
  }

  #become(state: ConnectionState, error?: RealtimeError): void {
    this.state = state;
    this.error = error;
    this.owner.stateChanged();
  }
}

function bufferingWarning(connectTimeout: number) {
  const cure = "Switch response buffering off there: nginx 'proxy_buffering off' or the header 'X-Accel-Buffering: no'.";
  return { code: 'buffering', message: `The stream's first event is not here after ${connectTimeout} ms: a proxy holds it back. ${cure}` } as const;
}
