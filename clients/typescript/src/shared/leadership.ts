import { Alarm } from '../clock.js';
import type { EventFrame, StreamStart } from '../inbox/frame.js';
import type { Settings } from '../options.js';
import { ReconnectingStream } from '../stream/reconnecting-stream.js';
import type { Backlog } from './backlog.js';
import type { Message } from './messages.js';

export interface LeadingTab {
  readonly id: string;
  readonly backlog: Backlog;
  /** Where a stream must begin for this tab. */
  cursor(): string | undefined;
  /** To all tabs, this one too. */
  publish(message: Message): void;
  countTabs(): Promise<number>;
}

/** What the tab with the stream does for the others. */
export class Leadership {
  readonly stream: ReconnectingStream;
  #tabs = 1;
  #start: StreamStart | undefined;
  /** The newest id of the open stream. */
  #newest: string | undefined;
  /** Where the next stream must begin for a tab that is behind. */
  #wanted: string | undefined;
  #ended = false;
  readonly #beat: Alarm;

  constructor(
    private readonly settings: Settings,
    private readonly tab: LeadingTab,
  ) {
    this.#beat = new Alarm(settings.clock);
    this.stream = new ReconnectingStream(settings, {
      cursor: () => this.#wanted ?? tab.cursor(),
      started: (start) => this.#started(start),
      frame: (frame) => this.#frame(frame),
      stateChanged: () => {
        if (this.stream.state !== 'connected') this.#start = undefined;
        this.announce();
      },
    });
  }

  begin(): void {
    this.stream.open();
    void this.count();
  }

  end(): void {
    this.#ended = true;
    this.#beat.clear();
    this.stream.close();
  }

  /** Tells the state, and again after a heartbeat: that this tab is there. */
  announce(): void {
    const { state, error } = this.stream;
    const sent = error && { code: error.code, message: error.message, status: error.status };
    this.#beat.set(this.settings.heartbeat, () => void this.count());
    this.tab.publish({ kind: 'state', from: this.tab.id, state, tabs: this.#tabs, error: sent });
  }

  async count(): Promise<void> {
    this.#tabs = await this.tab.countTabs();
    if (!this.#ended) this.announce();
  }

  /** A tab asks for what follows its cursor. If only the server can know, the stream begins again from there; who has an event already drops it. */
  answer(to: string, cursor: string | undefined): void {
    void this.count();
    const start = this.#start;
    if (!start) return;
    const { backlog } = this.tab;
    const rest = backlog.after(cursor);
    if (cursor === undefined) return this.#rest(to, { ...start, asked: undefined, id: backlog.head, resumed: false });
    if (rest) return this.#rest(to, { ...start, id: cursor, resumed: true }, rest);
    if (start.asked === cursor && !start.resumed) return this.#rest(to, { ...start, id: backlog.start }, backlog.after(backlog.start));
    this.#wanted = cursor;
    this.stream.open();
  }

  #rest(to: string, start: StreamStart, frames: readonly EventFrame[] = []): void {
    this.tab.publish({ kind: 'rest', from: this.tab.id, to, start, frames });
  }

  #started(start: StreamStart): void {
    this.#wanted = undefined;
    this.#start = start;
    this.#newest = start.id;
    this.tab.publish({ kind: 'start', from: this.tab.id, start });
  }

  #frame(frame: EventFrame): void {
    const after = this.#newest;
    this.#newest = frame.id ?? after;
    this.tab.publish({ kind: 'event', from: this.tab.id, frame, after });
  }
}
