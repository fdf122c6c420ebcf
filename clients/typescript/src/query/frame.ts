/** Milliseconds after which a tab that paints nothing goes on all the same. */
const withoutFrame = 100;

/** Runs once: with the next frame, or soon where there are none (a hidden tab, a server). Returns how to stop that. */
export function afterFrame(run: () => void): () => void {
  const once = () => {
    cancel();
    run();
  };
  const timer = setTimeout(once, withoutFrame);
  const frame = globalThis.requestAnimationFrame?.(once);
  const cancel = () => {
    clearTimeout(timer);
    if (frame !== undefined) {
      cancelAnimationFrame(frame);
    }
  };
  return cancel;
}
