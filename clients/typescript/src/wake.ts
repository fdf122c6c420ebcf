import type { Environment } from './environment.js';

/** Calls back when a stream may have died unnoticed, or may be possible again. Returns how to stop that. */
export function onWake({ window, document }: Environment, wake: () => void): () => void {
  const shown = () => {
    if (document?.visibilityState === 'visible') wake();
  };
  const restored = (event: Event) => {
    if ((event as PageTransitionEvent).persisted) wake();
  };
  window?.addEventListener('online', wake);
  window?.addEventListener('pageshow', restored);
  document?.addEventListener('visibilitychange', shown);

  return () => {
    window?.removeEventListener('online', wake);
    window?.removeEventListener('pageshow', restored);
    document?.removeEventListener('visibilitychange', shown);
  };
}
