import type { EventSourceMessage } from 'eventsource-parser';
import { Alarm } from '../clock.js';
import { RealtimeError } from '../errors.js';
import type { Settings } from '../options.js';
import { abortable } from './abortable.js';
import { FrameDecoder } from './frames.js';
import { lastFrameError } from './last-frame.js';
import { requestStream, type StreamRequest } from './request.js';

export interface StreamReader {
  /** The headers came. */
  answered(): void;
  /** Bytes came, if only a comment's. */
  bytes(): void;
  /** One frame. Nothing more is read until the promise settles. */
  frame(frame: EventSourceMessage): void | Promise<void>;
}

/** Opens one stream and reads it to its end, whatever that is: it always rejects, with a RealtimeError or the signal's reason. */
export async function readStream(settings: Settings, request: StreamRequest, reader: StreamReader, abort: (why: RealtimeError) => void): Promise<never> {
  const alarm = new Alarm(settings.clock);
  const decoder = new FrameDecoder();
  try {
    alarm.set(settings.connectTimeout, () => abort(new RealtimeError('network', `No answer within ${settings.connectTimeout} ms.`)));
    const body = await requestStream(settings, request);
    reader.answered();
    return await readBody(body);
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    throw withRetry(error, decoder.retry);
  } finally {
    alarm.clear();
  }

  async function readBody(body: ReadableStream<Uint8Array>): Promise<never> {
    const bytes = body.getReader();
    try {
      for (;;) {
        const limit = 2.5 * settings.heartbeat;
        alarm.set(limit, () => abort(new RealtimeError('silent', `Nothing came for ${limit} ms.`)));
        const { done, value } = await abortable(bytes.read(), request.signal);
        // A consumer that takes its time is not the server's silence.
        alarm.clear();
        if (done) throw new RealtimeError('ended', 'The server closed the stream.');
        reader.bytes();
        for (const frame of decoder.decode(value)) {
          if (frame.event === 'error' || frame.event === 'done') throw lastFrameError(frame.data);
          const room = reader.frame(frame);
          if (room) await abortable(room, request.signal);
          // A listener may have closed the connection.
          request.signal.throwIfAborted();
        }
      }
    } finally {
      // What is left of a stream that is over, or broken, interests nobody, nor does its failing.
      bytes.cancel().catch(() => undefined);
    }
  }
}

function withRetry(error: unknown, retryAfter: number | undefined): RealtimeError {
  if (!(error instanceof RealtimeError)) return new RealtimeError('network', 'The stream broke.', undefined, { cause: error, retryAfter });
  if (retryAfter === undefined) return error;
  return new RealtimeError(error.code, error.message, error.status, { cause: error.cause, retryAfter });
}
