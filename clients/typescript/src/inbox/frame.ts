/** An event as the stream brought it. */
export interface EventFrame {
  /** Its cursor. */
  readonly id: string | undefined;
  /** Its JSON. */
  readonly raw: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
}

/** A stream's first event, and what it answers. */
export interface StreamStart extends EventFrame {
  /** The cursor that the stream was asked to resume from. */
  readonly asked: string | undefined;
  /** Whether nothing is missing between `asked` and `id`. */
  readonly resumed: boolean;
}
