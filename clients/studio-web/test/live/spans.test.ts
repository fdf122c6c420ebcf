import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/connection/journal';
import { percentile, spansOf, spanText } from '../../src/live/spans';

function event(timing: JournalEvent['timing'], receivedAt: number): JournalEvent {
  return { number: 1, type: 'job_progress', id: 'aa-1', raw: '{}', receivedAt, timing, replayed: false };
}

describe('the spans of an event', () => {
  it('part its way at the notifier', () => {
    expect(spansOf(event({ occurredAt: 1_000, consumedAt: 1_012 }, 1_015), 0)).toEqual({ toNotifier: 12, toTab: 3, whole: 15 });
  });

  it('are by the server\'s clock', () => {
    expect(spansOf(event({ occurredAt: 1_000, consumedAt: 1_012 }, 6_015), 5_000)).toEqual({ toNotifier: 12, toTab: 3, whole: 15 });
  });

  it('are unknown where clocks disagree', () => {
    expect(spansOf(event({ occurredAt: 1_020, consumedAt: 1_012 }, 1_015), 0)).toEqual({ toNotifier: undefined, toTab: 3, whole: undefined });
  });

  it('are unknown without times', () => {
    expect(spansOf(event(undefined, 1_015), 0)).toEqual({ toNotifier: undefined, toTab: undefined, whole: undefined });
    expect(spanText(undefined)).toBe('–');
  });
});

describe('a percentile', () => {
  it('is one of the values', () => {
    const values = [5, 1, 4, 2, 3];
    expect(percentile(values, 50)).toBe(3);
    expect(percentile(values, 95)).toBe(5);
    expect(percentile([7], 95)).toBe(7);
    expect(percentile([], 50)).toBeUndefined();
  });
});
