/** When an event's way began, in Unix milliseconds of the server's clock. */
export interface Timing {
  /** The domain event happened. */
  readonly occurredAt: number;
  /** The notifier took it from the bus. */
  readonly consumedAt: number;
}

/** The event's `timing`, which a server sends only if it is set to. */
export function timingOf(event: object): Timing | undefined {
  const { timing } = event as { timing?: Partial<Record<keyof Timing, unknown>> | null };
  const { occurredAt, consumedAt } = timing ?? {};
  return Number.isFinite(occurredAt) && Number.isFinite(consumedAt) ? { occurredAt, consumedAt } as Timing : undefined;
}
