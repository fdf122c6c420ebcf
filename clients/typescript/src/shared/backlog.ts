import { reaches } from '../inbox/cursor.js';
import type { EventFrame, StreamStart } from '../inbox/frame.js';

// What the server's log keeps at most, and room for events of ordinary size.
const maxFrames = 200;
const maxCharacters = 1_048_576;

/** The newest events without a gap, for tabs that join or fall behind. Every tab keeps it: any may hold the stream next. */
export class Backlog {
  /** The id before the first event here. */
  start: string | undefined;
  /** The newest id. */
  head: string | undefined;
  #frames: EventFrame[] = [];
  #characters = 0;

  /** A stream begins. What is here stays if the stream joins on to it. */
  begin({ id, resumed }: StreamStart): void {
    if (id !== undefined && id === this.head) return;
    if (resumed && this.after(id) && reaches(this.head, id)) return;
    this.start = this.head = id;
    this.#frames = [];
    this.#characters = 0;
  }

  /** Keeps an event that follows `after`, if that is where this ends. */
  append(frame: EventFrame, after: string | undefined): void {
    if (frame.id === undefined || reaches(this.head, frame.id) || (after !== this.head && !reaches(this.head, after))) return;
    this.#frames.push(frame);
    this.#characters += frame.raw.length;
    this.head = frame.id;
    while (this.#frames.length > maxFrames || this.#characters > maxCharacters) {
      const oldest = this.#frames.shift()!;
      this.#characters -= oldest.raw.length;
      this.start = oldest.id;
    }
  }

  /** What follows the cursor; nothing if that is not known. */
  after(cursor: string | undefined): readonly EventFrame[] | undefined {
    const last = this.#frames.map(({ id }) => reaches(cursor, id)).lastIndexOf(true);
    return last >= 0 || reaches(cursor, this.start) ? this.#frames.slice(last + 1) : undefined;
  }
}
