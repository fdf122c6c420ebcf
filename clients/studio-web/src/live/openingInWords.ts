import type { Opening } from '../connection/resumes';

/** What the stream said when it opened, for the visitor. */
export function openingInWords({ first, resumed, replayed, missed }: Opening): string {
  if (resumed) {
    return replayed === 0 ? 'resumed: nothing was missed' : `resumed: ${events(replayed)} replayed`;
  }

  if (first) {
    return 'opened: nothing to resume yet';
  }

  return `started afresh, everything is fetched again: ${missed === undefined ? 'the log is a new one' : `${events(missed)} too old to be replayed`}`;
}

function events(count: number): string {
  return count === 1 ? '1 missed event was' : `${count} missed events were`;
}
