/** What ended a stream or kept it from opening. */
export type RealtimeErrorCode = 'unauthorized' | 'refused' | 'unavailable' | 'network' | 'silent' | 'ended' | 'token' | 'attempts';

/** Why a connection is not there. */
export class RealtimeError extends Error {
  override readonly name = 'RealtimeError';

  constructor(
    readonly code: RealtimeErrorCode,
    message: string,
    /** The HTTP status, or the one that the stream's last frame named. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
