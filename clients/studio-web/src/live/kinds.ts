/** What an event is about, for its colour. */
export type EventKind = 'stream' | 'job' | 'data';

export function kindOf(type: string): EventKind {
  return type === 'connected' ? 'stream' : type.includes('job') ? 'job' : 'data';
}
