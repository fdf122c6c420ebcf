import { RealtimeError } from '../errors.js';

/** The stream's first event, if this is it. @throws RealtimeError when the stream is another user's. */
export function connectedFrom(data: string, userId: string): { resumed: boolean } | undefined {
  let event: { type?: unknown; userId?: unknown; resumed?: unknown } | null;
  try {
    event = JSON.parse(data) as typeof event;
  } catch {
    // Broken data is reported where events are taken; it is no first event.
    return undefined;
  }
  if (event?.type !== 'connected') return undefined;
  if (event.userId !== userId) throw new RealtimeError('refused', 'The token belongs to another user.');
  return { resumed: event.resumed === true };
}
