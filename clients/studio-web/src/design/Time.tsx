const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** A point in time, in words that stay true while they are on the screen. */
export function Time({ value }: { value: string }) {
  return <time dateTime={value} title={full.format(new Date(value))}>{timeText(value)}</time>;
}

export function timeText(value: string): string {
  const then = new Date(value);
  return then.toDateString() === new Date().toDateString() ? time.format(then) : `${date.format(then)}, ${time.format(then)}`;
}
