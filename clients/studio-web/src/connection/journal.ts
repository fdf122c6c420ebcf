import type { ConnectedEvent, Connection, EventInfo } from '@realtime-mesh/client';
import { Resumes, type Opening } from './resumes';
import { ServerClock } from './serverClock';
import { timingOf, type Timing } from './timing';

const maxEvents = 200;
const maxHistory = 50;
/** Where events do not tell when they happened, those that come at once after an opening count as replayed. Milliseconds. */
const replayBurst = 300;

export interface JournalEvent extends EventInfo {
  /** Counts this tab's events. */
  readonly number: number;
  readonly type: string;
  readonly timing: Timing | undefined;
  /** It waited while there was no stream. */
  readonly replayed: boolean;
}

export type HistoryLine = { readonly kind: 'opened'; readonly opening: Opening } | { readonly kind: 'lost'; readonly at: number; readonly message: string };

export interface JournalView {
  /** The newest 200, newest first. */
  readonly events: readonly JournalEvent[];
  /** What became of the stream, newest first. */
  readonly history: readonly HistoryLine[];
  readonly received: number;
  readonly missed: number;
  /** See {@link ServerClock.ahead}. */
  readonly clockAhead: number;
  readonly lastLoss: { readonly at: number; readonly message: string } | undefined;
}

/** What came over the stream since this tab was opened, for people to look at. */
export class Journal {
  readonly clock = new ServerClock();
  private readonly resumes = new Resumes();
  private readonly listeners = new Set<() => void>();
  private events: readonly JournalEvent[] = [];
  private history: readonly HistoryLine[] = [];
  private received = 0;
  private pending = false;
  private current: JournalView = this.look();

  /** @param soon Runs a function a little later: to show many events that come together once leaves the time to read them. */
  constructor(private readonly soon: (run: () => void) => void = run => void setTimeout(run, 100)) {}

  get view(): JournalView {
    return this.current;
  }

  /** Returns how to stop that. */
  attach(connection: Connection): () => void {
    let error = connection.error;
    const stops = [
      connection.onEvent((event, info) => this.add(event, info)),
      connection.onChange(() => {
        if (connection.error !== error && (error = connection.error)) {
          this.lost(error.message);
        }
      }),
    ];
    return () => stops.forEach(stop => stop());
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Also for events of types that this app does not know: they have their offsets too. */
  add(event: { readonly type: string }, info: EventInfo): void {
    const timing = timingOf(event);
    let replayed = false;
    if (event.type === 'connected') {
      this.resumes.opened(event as ConnectedEvent, info);
      this.note({ kind: 'opened', opening: this.resumes.opening! });
    } else {
      if (timing !== undefined) {
        this.clock.saw(timing.consumedAt, info.receivedAt);
      }

      replayed = this.resumes.received(info, opening =>
        timing ? timing.consumedAt + this.clock.ahead < opening.at : info.receivedAt - opening.at < replayBurst);
    }

    this.received++;
    this.events = [{ ...info, number: this.received, type: event.type, timing, replayed }, ...this.events.slice(0, maxEvents - 1)];
    if (replayed) {
      this.history = this.history.map(line => line.kind === 'opened' && line.opening.at === this.resumes.opening!.at ? { ...line, opening: this.resumes.opening! } : line);
    }

    this.changed();
  }

  /** However many attempts fail in a row, the stream was lost once. */
  private lost(message: string): void {
    const [newest, ...older] = this.history;
    if (newest?.kind === 'lost') {
      this.history = [{ ...newest, message }, ...older];
      this.changed();
    } else {
      this.note({ kind: 'lost', at: Date.now(), message });
    }
  }

  private note(line: HistoryLine): void {
    this.history = [line, ...this.history.slice(0, maxHistory - 1)];
    this.changed();
  }

  private changed(): void {
    if (this.pending) {
      return;
    }

    this.pending = true;
    this.soon(() => {
      this.pending = false;
      this.current = this.look();
      this.listeners.forEach(listener => listener());
    });
  }

  private look(): JournalView {
    const { events, history, received } = this;
    const lastLoss = history.find(line => line.kind === 'lost');
    return { events, history, received, missed: this.resumes.missed, clockAhead: this.clock.ahead, lastLoss };
  }
}
