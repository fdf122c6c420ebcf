/** What ended a stream or kept it from opening. */
export type RealtimeErrorCode =
  /** 401, also with a fresh token. */
  | 'unauthorized'
  /** The server will not have this request, or the token belongs to another user: trying again cannot help. */
  | 'refused'
  /** 408, 425, 429 or 5xx. */
  | 'unavailable'
  /** No answer, or the connection broke. */
  | 'network'
  /** Something answered that does not speak the protocol: a captive portal, a redirect, a frame without end. */
  | 'unexpected'
  /** No byte for 2.5 heartbeats. */
  | 'silent'
  /** The server ended the stream; its last frame says why. */
  | 'ended'
  /** The token provider failed. */
  | 'token'
  /** Too many attempts failed in a row; `cause` is the last one's error. */
  | 'attempts';

/** Why a connection is not there. */
export class RealtimeError extends Error {
  override readonly name = 'RealtimeError';
  /** Milliseconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: RealtimeErrorCode,
    message: string,
    /** The HTTP status, or the one that the stream's last frame named. */
    readonly status?: number,
    options?: ErrorOptions & { retryAfter?: number | undefined },
  ) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
  }
}
