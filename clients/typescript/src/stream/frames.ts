import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { RealtimeError } from '../errors.js';

// The server's events are at most 16 KiB; this is room for other servers, and an end for hostile ones.
const maxFrame = 1_048_576;

/** Bytes in, frames out. Invalid UTF-8 becomes U+FFFD. */
export class FrameDecoder {
  /** The newest `retry:` of the stream, in milliseconds. */
  retry: number | undefined;
  #frames: EventSourceMessage[] = [];
  // The parser removes the byte order mark: one, as the specification wants.
  readonly #text = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #parser = createParser({
    maxBufferSize: maxFrame,
    onEvent: (frame) => this.#frames.push(frame),
    onRetry: (milliseconds) => (this.retry = milliseconds),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw new RealtimeError('unexpected', 'A frame of the stream is over 1 MiB.');
    },
  });

  /** @throws RealtimeError when a frame is too large. */
  decode(bytes: Uint8Array): EventSourceMessage[] {
    this.#frames = [];
    this.#parser.feed(this.#text.decode(bytes, { stream: true }));
    return this.#frames;
  }
}
