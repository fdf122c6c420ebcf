import type { CursorStorage, Environment } from '../src/environment.js';

/** What a browser's page gives, under a test's control. */
export class FakePage implements Environment {
  readonly window = new EventTarget();
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  isOnline = true;

  constructor(
    readonly storage: CursorStorage | undefined = new MemoryStorage(),
    readonly locks: LockManager | undefined = undefined,
    readonly openChannel: ((name: string) => BroadcastChannel) | undefined = undefined,
  ) {}

  online = () => this.isOnline;

  goOnline(): void {
    this.isOnline = true;
    this.window.dispatchEvent(new Event('online'));
  }

  show(): void {
    this.document.visibilityState = 'visible';
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  hide(): void {
    this.document.visibilityState = 'hidden';
    this.document.dispatchEvent(new Event('visibilitychange'));
  }

  intoCache(): void {
    this.window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }));
  }

  outOfCache(): void {
    this.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  }
}

/** A tab's `sessionStorage`. */
export class MemoryStorage extends Map<string, string> implements CursorStorage {
  getItem(key: string): string | null {
    return this.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.set(key, value);
  }
}
