import { createBreakableFetch } from './breakableFetch';

/** What a visitor does to the stream that all tabs of a user share. Only the tab that holds it feels it, so every tab is told. */
export interface StreamBreaks {
  readonly fetch: typeof fetch;
  readonly offline: boolean;
  cut(): void;
  setOffline(offline: boolean): void;
  /** Calls the listener when `offline` has changed, here or in another tab. Returns how to stop that. */
  onChange(listener: () => void): () => void;
  close(): void;
}

type Message = { kind: 'cut' } | { kind: 'offline'; offline: boolean } | { kind: 'joined' };

export function createStreamBreaks(userId: string): StreamBreaks {
  const breakable = createBreakableFetch();
  const channel = new BroadcastChannel(`studio:stream-breaks:${userId}`);
  const listeners = new Set<() => void>();
  const tell = (message: Message) => channel.postMessage(message);

  const apply = (offline: boolean) => {
    if (offline === breakable.offline) {
      return;
    }

    breakable.setOffline(offline);
    listeners.forEach(listener => listener());
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.kind) {
      case 'cut':
        return breakable.cut();
      case 'offline':
        return apply(data.offline);
      case 'joined':
        // A new tab may be the next to hold the stream: it must not be the way around "offline".
        return breakable.offline ? tell({ kind: 'offline', offline: true }) : undefined;
    }
  };
  tell({ kind: 'joined' });

  return {
    fetch: breakable.fetch,
    get offline() {
      return breakable.offline;
    },
    cut() {
      breakable.cut();
      tell({ kind: 'cut' });
    },
    setOffline(offline) {
      apply(offline);
      tell({ kind: 'offline', offline });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      channel.close();
    },
  };
}
