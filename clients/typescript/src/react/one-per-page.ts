declare const process: { readonly env: { readonly NODE_ENV?: string } };

let claimed = false;

/**
 * Claims the page for a provider; returns how to release it.
 * @throws Error in development when there is another: two providers are two streams, and each event comes twice.
 */
export function claimPage(nested: boolean): () => void {
  if (process.env.NODE_ENV !== 'production' && (nested || claimed)) {
    throw new Error('There is a RealtimeProvider already. Mount it once, around everything that needs it.');
  }
  claimed = true;
  return () => {
    claimed = false;
  };
}
