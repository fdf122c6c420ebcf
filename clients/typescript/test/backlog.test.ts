import { expect, test } from 'vitest';
import { Backlog } from '../src/shared/backlog.js';

const event = (offset: number, raw = '{}') => ({ id: `e1-${offset}`, raw, receivedAt: 0 });
const start = (id: string, resumed: boolean) => ({ id, resumed, asked: undefined, raw: '{}', receivedAt: 0 });

function filled(from: number, to: number): Backlog {
  const backlog = new Backlog();
  backlog.begin(start(`e1-${from}`, false));
  for (let offset = from + 1; offset <= to; offset++) backlog.append(event(offset), `e1-${offset - 1}`);
  return backlog;
}

const after = (backlog: Backlog, cursor: string | undefined) => backlog.after(cursor)?.map(({ id }) => id);

test('it knows what follows a cursor, from its start to its head, and nothing before', () => {
  const backlog = filled(3, 5);
  expect(after(backlog, 'e1-3')).toEqual(['e1-4', 'e1-5']);
  expect(after(backlog, 'e1-5')).toEqual([]);
  for (const unknown of ['e1-2', 'e2-4', 'x', undefined]) expect(after(backlog, unknown)).toBeUndefined();
});

test('an event that leaves a gap is not kept, nor one that is here', () => {
  const backlog = filled(3, 4);
  backlog.append(event(7), 'e1-6');
  backlog.append(event(4), 'e1-3');
  expect(after(backlog, 'e1-3')).toEqual(['e1-4']);
});

test('a stream that joins on leaves it; one that does not, or begins earlier, begins it anew', () => {
  const backlog = filled(3, 5);
  backlog.begin(start('e1-4', true));
  expect(after(backlog, 'e1-3')).toEqual(['e1-4', 'e1-5']);
  backlog.begin(start('e1-1', true));
  expect(after(backlog, 'e1-3')).toEqual([]);
  expect(after(backlog, 'e1-0')).toBeUndefined();
  backlog.begin(start('e2-9', false));
  expect(after(backlog, 'e1-3')).toBeUndefined();
});

test('it keeps 200 events and a million characters', () => {
  expect(after(filled(0, 500), 'e1-300')).toHaveLength(200);
  expect(after(filled(0, 500), 'e1-299')).toBeUndefined();
  const large = new Backlog();
  large.begin(start('e1-0', false));
  for (let offset = 1; offset <= 10; offset++) large.append(event(offset, 'x'.repeat(300_000)), `e1-${offset - 1}`);
  expect(after(large, large.start)).toHaveLength(3);
});

test('ids of another form follow one another as they came', () => {
  const backlog = new Backlog();
  backlog.begin(start('a', false));
  for (const [id, before] of [['b', 'a'], ['c', 'b']] as const) backlog.append({ ...event(0), id }, before);
  expect(after(backlog, 'b')).toEqual(['c']);
  expect(after(backlog, 'a')).toEqual(['b', 'c']);
});
