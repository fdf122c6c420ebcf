const format = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** @param at Unix milliseconds. */
export function clockTime(at: number): string {
  return format.format(at);
}
