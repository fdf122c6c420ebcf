import type { EventFrame, StreamStart } from './inbox/frame.js';
import type { Inbox } from './inbox/inbox.js';
import type { Settings } from './options.js';
import type { Source } from './source.js';
import { ReconnectingStream } from './stream/reconnecting-stream.js';

/** This tab's own stream. A consumer that is slow slows the reading of it. */
export class AloneSource implements Source {
  readonly role = 'alone';
  readonly tabs = 1;
  readonly #stream: ReconnectingStream;

  constructor(settings: Settings, inbox: Inbox, changed: () => void) {
    this.#stream = new ReconnectingStream(settings, {
      cursor: () => inbox.ask(),
      started: (start: StreamStart) => settled(inbox.start(start)),
      frame: (frame: EventFrame) => settled(inbox.receive(frame)),
      stateChanged: changed,
    });
  }

  get state() {
    return this.#stream.state;
  }

  get error() {
    return this.#stream.error;
  }

  open(): void {
    this.#stream.open();
  }

  reconnect(): void {
    this.#stream.reconnect();
  }

  close(): void {
    this.#stream.close();
  }
}

// A stream of one's own begins where one asked it to: nothing can be missing before it.
function settled(outcome: boolean | Promise<void>): void | Promise<void> {
  return typeof outcome === 'boolean' ? undefined : outcome;
}
