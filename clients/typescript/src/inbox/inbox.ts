import type { EventInfo } from '../connection.js';
import { userEventTypes, type UserEvent } from '../events.js';
import { callListener } from '../listeners.js';
import type { Settings } from '../options.js';
import { reaches } from './cursor.js';
import type { EventFrame, StreamStart } from './frame.js';
import { StoredCursor } from './stored-cursor.js';

/** Who takes the events. Calls `done` when an event has been taken, or has failed; a promise means: no more until it settles. */
export type Consumer = (event: UserEvent, info: EventInfo, done: (taken: boolean) => void) => void | Promise<void>;

/** Lets each event through once, in order, and only if nothing before it is missing. */
export class Inbox {
  lastEventAt: number | undefined;
  readonly #cursor: StoredCursor;
  /** The newest id that came here, taken or not. */
  #position: string | undefined;
  /** The cursor that this tab last asked to go on from. */
  #asked: string | undefined;
  #broken = 0;

  constructor(
    private readonly settings: Settings,
    private readonly consume: Consumer,
  ) {
    this.#cursor = new StoredCursor(settings);
    this.#position = this.#cursor.value;
  }

  /** Where a new stream must begin for this tab to miss nothing. */
  ask(): string | undefined {
    return (this.#asked = this.#cursor.value);
  }

  /** Where events that come from another tab must begin. */
  askForRest(): string | undefined {
    return (this.#asked = this.#position);
  }

  /** Takes up a stream. False if it begins too late for this tab, which has not asked in vain yet. */
  start({ asked, id, resumed, raw, receivedAt }: StreamStart): boolean | Promise<void> {
    const complete = (resumed && reaches(this.#position, id)) || (id !== undefined && this.#position === id);
    if (!complete && this.#position !== undefined && asked !== this.#asked) return false;
    if (!complete) this.#position = id;
    const event = { ...parse(raw), type: 'connected' as const, userId: this.settings.userId, resumed: complete };
    const start = { id: this.#position, raw: complete === resumed ? raw : JSON.stringify(event), receivedAt };
    return this.#handOut(event, start) ?? true;
  }

  /** Takes one event. `after` is the id before it on its stream: false if this tab has not come that far. */
  receive(frame: EventFrame, after = this.#position): boolean | Promise<void> {
    const { id } = frame;
    if (reaches(this.#position, id)) return true;
    if (id !== undefined && after !== undefined && !reaches(this.#position, after)) return false;
    this.#position = id ?? this.#position;
    return this.#open(frame) ?? true;
  }

  #open(frame: EventFrame): void | Promise<void> {
    const event = parse(frame.raw);
    if (!event) {
      this.#broken++;
      const message = `An event's data is no JSON object with a type; ${this.#broken} so far.`;
      this.settings.onWarning({ code: 'broken', message, count: this.#broken, raw: frame.raw });
      return this.#cursor.pass(frame.id);
    }
    this.lastEventAt = frame.receivedAt;
    if (isKnown(event)) return this.#handOut(event, frame);
    this.#cursor.pass(frame.id);
    const { id, raw, receivedAt } = frame;
    callListener(this.settings, () => this.settings.onUnknown?.(event, { id, raw, receivedAt }));
  }

  #handOut(event: UserEvent, { id, raw, receivedAt }: EventFrame): void | Promise<void> {
    return this.consume(event, { id, raw, receivedAt }, this.#cursor.handOut(id));
  }
}

function parse(raw: string): { type: string } | undefined {
  try {
    const event = JSON.parse(raw) as { type?: unknown } | null;
    return typeof event?.type === 'string' ? (event as { type: string }) : undefined;
  } catch {
    // The caller counts and reports it.
    return undefined;
  }
}

function isKnown(event: { type: string }): event is UserEvent {
  return (userEventTypes as readonly string[]).includes(event.type);
}
