import type { ConnectedEvent, EventInfo } from '@realtime-mesh/client';

/** One opening of the stream. */
export interface Opening {
  /** Unix milliseconds. */
  readonly at: number;
  /** The first of this tab's. */
  readonly first: boolean;
  readonly resumed: boolean;
  /** Events that happened while there was no stream and were sent afterwards. */
  readonly replayed: number;
  /** Events that this opening skipped; undefined if the server's log began anew, so that nobody knows. */
  readonly missed: number | undefined;
}

interface Cursor {
  epoch: string;
  offset: number;
}

/** Follows the cursors. Offsets have no gaps, so what was missed can be counted and need not be believed. */
export class Resumes {
  private cursor: Cursor | undefined;
  private replaying = false;
  /** Events that never came, since this tab was opened. */
  missed = 0;
  /** The newest opening; another object after every change. */
  opening: Opening | undefined;

  opened({ resumed }: ConnectedEvent, { id, receivedAt }: EventInfo): void {
    const first = this.opening === undefined;
    const from = parse(id);
    const missed = this.cursor === undefined ? 0 : from?.epoch === this.cursor.epoch ? from.offset - this.cursor.offset : undefined;
    this.missed += missed ?? 0;
    this.opening = { at: receivedAt, first, resumed, replayed: 0, missed };
    this.replaying = resumed;
    this.cursor = from ?? this.cursor;
  }

  /** Returns whether the event was replayed. Replayed ones come before all others, so the first that is not ends them. */
  received({ id }: EventInfo, happenedBefore: (opening: Opening) => boolean): boolean {
    const at = parse(id);
    if (at !== undefined) {
      this.missed += at.epoch === this.cursor?.epoch ? at.offset - this.cursor.offset - 1 : 0;
      this.cursor = at;
    }

    this.replaying &&= this.opening !== undefined && happenedBefore(this.opening);
    if (this.replaying && this.opening !== undefined) {
      this.opening = { ...this.opening, replayed: this.opening.replayed + 1 };
    }

    return this.replaying;
  }
}

function parse(id: string | undefined): Cursor | undefined {
  const match = /^([0-9a-f]+)-([0-9]+)$/.exec(id ?? '');
  return match ? { epoch: match[1]!, offset: Number(match[2]) } : undefined;
}
