import { describe, expect, it } from 'vitest';
import { Journal } from '../../src/connection/journal';

function journal() {
  const journal = new Journal(run => run());
  let now = 1_000_000;
  const take = (event: { type: string } & Record<string, unknown>, id: string | undefined, after = 1_000) =>
    journal.add(event, { id, raw: JSON.stringify(event), receivedAt: (now += after) });
  return {
    view: () => journal.view,
    opened: (id: string, resumed: boolean) => take({ type: 'connected', userId: 'alice', resumed }, id),
    /** An event that the notifier took so many milliseconds before it came. */
    event: (id: string | undefined, delay: number, after = 1_000) =>
      take({ type: 'activity_logged', timing: { occurredAt: now + after - delay - 5, consumedAt: now + after - delay } }, id, after),
    untimed: (id: string, after = 1_000) => take({ type: 'activity_logged' }, id, after),
    newestOpening: () => {
      const line = journal.view.history.find(line => line.kind === 'opened');
      return line?.kind === 'opened' ? line.opening : undefined;
    },
  };
}

describe('the journal', () => {
  it('counts what was replayed after an opening, and not what came live', () => {
    const { opened, event, newestOpening, view } = journal();
    opened('aa-10', false);
    event('aa-11', 10);
    opened('aa-11', true);
    event('aa-12', 5_000, 5);
    event('aa-13', 4_000, 5);
    event('aa-14', 10);
    event('aa-15', 10);

    expect(newestOpening()).toMatchObject({ first: false, resumed: true, replayed: 2, missed: 0 });
    expect(view().events.map(({ replayed }) => replayed)).toEqual([false, false, true, true, false, false, false]);
    expect(view().missed).toBe(0);
  });

  it('goes by the burst after the opening where events have no times', () => {
    const { opened, untimed, newestOpening } = journal();
    opened('aa-10', true);
    untimed('aa-11', 5);
    untimed('aa-12', 20);
    untimed('aa-13', 1_000);
    untimed('aa-14', 1);
    expect(newestOpening()).toMatchObject({ first: true, resumed: true, replayed: 2 });
  });

  it('counts what no stream brought, by the offsets', () => {
    const { opened, event, newestOpening, view } = journal();
    opened('aa-10', false);
    event('aa-11', 10);
    opened('aa-15', false);
    expect(newestOpening()).toMatchObject({ resumed: false, missed: 4 });
    event('aa-18', 10);
    expect(view().missed).toBe(6);
  });

  it('does not know what was missed when the log began anew', () => {
    const { opened, newestOpening, view } = journal();
    opened('aa-10', false);
    opened('bb-3', false);
    expect(newestOpening()).toMatchObject({ missed: undefined });
    expect(view().missed).toBe(0);
  });

  it('takes events without an id as they come', () => {
    const { opened, event, view } = journal();
    opened('aa-10', false);
    event(undefined, 10);
    event('aa-11', 10);
    expect(view()).toMatchObject({ received: 3, missed: 0 });
  });

  it('keeps the newest 200', () => {
    const { opened, event, view } = journal();
    opened('aa-0', false);
    for (let offset = 1; offset <= 300; offset++) {
      event(`aa-${offset}`, 10);
    }

    expect(view().events).toHaveLength(200);
    expect(view().events[0]).toMatchObject({ id: 'aa-300', number: 301 });
    expect(view().received).toBe(301);
  });
});
