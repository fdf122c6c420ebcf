import type { JournalEvent } from '../connection/journal';

/** How long the parts of an event's way took, in milliseconds; undefined where it cannot be known. */
export interface Spans {
  /** Worker and bus: from what happened to the notifier. */
  readonly toNotifier: number | undefined;
  /** Redis, edge and gateway: from the notifier to this tab. */
  readonly toTab: number | undefined;
  readonly whole: number | undefined;
}

/** @param clockAhead Milliseconds by which this browser's clock is ahead of the server's. */
export function spansOf({ timing, receivedAt }: JournalEvent, clockAhead: number): Spans {
  if (timing === undefined) {
    return { toNotifier: undefined, toTab: undefined, whole: undefined };
  }

  const received = receivedAt - clockAhead;
  return {
    toNotifier: possible(timing.consumedAt - timing.occurredAt),
    toTab: possible(received - timing.consumedAt),
    whole: possible(received - timing.occurredAt),
  };
}

/** Less than nothing is two clocks that disagree. */
function possible(span: number): number | undefined {
  return span >= 0 ? span : undefined;
}

/** The smallest of the values that so many per cent of them do not exceed. */
export function percentile(values: readonly number[], percent: number): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)];
}

export function spanText(span: number | undefined): string {
  if (span === undefined) {
    return '–';
  }

  return span < 1000 ? `${Math.round(span)} ms` : `${(span / 1000).toFixed(1)} s`;
}
