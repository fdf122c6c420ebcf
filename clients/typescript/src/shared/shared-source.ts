import type { ConnectionState, StreamRole } from '../connection.js';
import { RealtimeError } from '../errors.js';
import type { EventFrame, StreamStart } from '../inbox/frame.js';
import type { Inbox } from '../inbox/inbox.js';
import type { Settings } from '../options.js';
import type { Source } from '../source.js';
import { onWake } from '../wake.js';
import { Backlog } from './backlog.js';
import { Election } from './election.js';
import { LeaderWatch } from './leader-watch.js';
import { Leadership } from './leadership.js';
import { isMessage, type Message } from './messages.js';

/** What a page must give for tabs to share. */
export interface SharingPage {
  readonly locks: LockManager;
  readonly openChannel: (name: string) => BroadcastChannel;
}

/** A stream that one tab holds and all tabs read. What a tab takes is the same whoever holds it: events that follow what it has. */
export class SharedSource implements Source {
  state: ConnectionState = 'connecting';
  error: RealtimeError | undefined;
  role: StreamRole = 'follower';
  tabs = 1;
  readonly #id = crypto.randomUUID();
  readonly #name: string;
  readonly #backlog = new Backlog();
  readonly #election: Election;
  readonly #watch: LeaderWatch;
  readonly #stopListening: () => void;
  #channel: BroadcastChannel | undefined;
  #leadership: Leadership | undefined;
  /** Whether a stream has been taken up. */
  #started = false;
  /** When this tab last asked for the rest; nothing if it misses nothing. */
  #askedAt: number | undefined = undefined;
  /** The consumer has no room. */
  #full = false;

  constructor(
    private readonly settings: Settings,
    private readonly page: SharingPage,
    private readonly inbox: Inbox,
    private readonly changed: () => void,
  ) {
    const { environment, userId, url } = settings;
    this.#name = `realtime-mesh:1:${JSON.stringify([userId, url])}`;
    this.#watch = new LeaderWatch(settings, () => this.#send({ kind: 'ping', from: this.#id }), () => this.#election.steal());
    this.#election = new Election(page.locks, this.#name, {
      elected: () => this.#lead('leader'),
      deposed: () => this.#follow(),
      refused: () => this.#lead('alone'),
    });

    const { window } = environment;
    // A page that waits in the browser's back-forward cache holds nothing that others need.
    const hide = () => this.#leave();
    const show = (event: Event) => {
      if ((event as PageTransitionEvent).persisted) this.#join();
    };
    window?.addEventListener('pagehide', hide);
    window?.addEventListener('pageshow', show);
    const stopWaking = onWake(environment, () => {
      if (this.role === 'follower' && this.#channel) this.#watch.check();
    });
    this.#stopListening = () => {
      window?.removeEventListener('pagehide', hide);
      window?.removeEventListener('pageshow', show);
      stopWaking();
    };
  }

  open(): void {
    this.#join();
  }

  reconnect(): void {
    if (this.#leadership) return this.#leadership.stream.reconnect();
    this.#send({ kind: 'reconnect', from: this.#id });
    this.#watch.check();
  }

  close(): void {
    this.#stopListening();
    this.#leave();
  }

  #join(): void {
    this.#channel = this.page.openChannel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent) => {
      if (isMessage(data)) this.#hear(data);
    };
    this.#follow();
  }

  #leave(): void {
    this.#watch.stop();
    this.#leadership?.end();
    this.#leadership = undefined;
    this.#election.leave();
    this.#send({ kind: 'bye', from: this.#id });
    this.#channel?.close();
    this.#channel = undefined;
  }

  #follow(): void {
    this.#leadership?.end();
    this.#leadership = undefined;
    this.role = 'follower';
    this.#watch.heard();
    this.#election.join();
    // Whoever was asked before is not the one to answer now.
    this.#askedAt = undefined;
    // The browser answers this after it has taken the place in the queue: who hears the question then counts this tab too.
    void this.#election.tabs().then(() => this.#askForRest());
    this.changed();
  }

  #lead(role: StreamRole): void {
    this.role = role;
    this.#watch.stop();
    this.#leadership = new Leadership(this.settings, {
      id: this.#id,
      backlog: this.#backlog,
      cursor: () => this.inbox.ask(),
      countTabs: () => (role === 'alone' ? Promise.resolve(1) : this.#election.tabs()),
      publish: (message) => {
        this.#send(message);
        this.#hear(message);
      },
    });
    this.#leadership.begin();
  }

  #send(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #hear(message: Message): void {
    // A tab that still believes it holds the stream is not listened to by the one that does.
    if (this.#leadership && message.from !== this.#id) return this.#serve(message, this.#leadership);
    if ('start' in message || message.kind === 'state' || message.kind === 'event') this.#hearLeader();
    if (message.kind === 'state') this.#show(message);
    if (message.kind === 'start') this.#take(message.start);
    // A stream that has begun meanwhile was the answer.
    if (message.kind === 'rest' && message.to === this.#id && this.#askedAt !== undefined) this.#take(message.start, message.frames);
    if (message.kind === 'event') this.#receive(message.frame, message.after);
  }

  #hearLeader(): void {
    if (!this.#leadership) this.#watch.heard();
  }

  #serve({ kind, from, ...message }: Message, leading: Leadership): void {
    if (kind === 'hello') leading.answer(from, (message as { cursor: string | undefined }).cursor);
    if (kind === 'bye') void leading.count();
    if (kind === 'reconnect') leading.stream.reconnect();
    if (kind !== 'ping') return;
    leading.stream.check();
    leading.announce();
  }

  #show({ state, tabs, error }: Message & { kind: 'state' }): void {
    this.state = state;
    this.tabs = tabs;
    // The same one while it lasts: who renders it compares.
    if (this.error?.message !== error?.message) this.error = error && new RealtimeError(error.code, error.message, error.status);
    this.changed();
  }

  #take(start: StreamStart, frames: readonly EventFrame[] = []): void {
    this.#backlog.begin(start);
    this.#askedAt = undefined;
    if (this.#full) return;
    const outcome = this.inbox.start(start);
    this.#started ||= outcome !== false;
    this.#settle(outcome);
    let after = start.id;
    for (const frame of frames) {
      this.#receive(frame, after);
      after = frame.id;
    }
  }

  #receive(frame: EventFrame, after: string | undefined): void {
    this.#backlog.append(frame, after);
    if (!this.#started) this.#askForRest();
    else if (!this.#full) this.#settle(this.inbox.receive(frame, after));
  }

  #settle(outcome: boolean | Promise<void>): void {
    if (outcome === false) this.#askForRest();
    if (typeof outcome === 'boolean') return;
    // Others go on reading: what comes meanwhile is left out here, and asked for later.
    this.#full = true;
    void outcome.then(() => {
      this.#full = false;
      this.#askForRest();
    });
  }

  #askForRest(): void {
    if (!this.#channel) return;
    const now = this.settings.clock.now();
    if (this.#askedAt !== undefined && now - this.#askedAt < 2_000) return;
    this.#askedAt = now;
    const cursor = this.inbox.askForRest();
    if (this.#leadership) this.#leadership.answer(this.#id, cursor);
    else this.#send({ kind: 'hello', from: this.#id, cursor });
  }
}
