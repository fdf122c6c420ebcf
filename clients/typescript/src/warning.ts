/** Something that does not end the connection and that somebody should look into. */
export type Warning =
  /** The stream's headers came and its first event did not: something on the way holds the bytes back. */
  | { readonly code: 'buffering'; readonly message: string }
  /** An event's data is no JSON object with a `type`. It was skipped; `count` is how many were so far. */
  | { readonly code: 'broken'; readonly message: string; readonly count: number; readonly raw: string }
  /** A listener threw. The other listeners got the event. */
  | { readonly code: 'listener'; readonly message: string; readonly error: unknown }
  /** The browser cannot share a stream between tabs: this tab has one of its own. */
  | { readonly code: 'alone'; readonly message: string }
  /** The cursor cannot be kept: after a reload the stream starts afresh. */
  | { readonly code: 'storage'; readonly message: string; readonly error: unknown };
