import { RealtimeError } from '../errors.js';
import { codeOf } from './refusal.js';

/** The reason in the stream's last frame, `{code, status, message}`. */
export function lastFrameError(data: string): RealtimeError {
  const { code, status, message } = bodyOf(data);
  const known = typeof status === 'number' ? status : undefined;
  const why = [code, message].filter((text) => typeof text === 'string').join(': ') || 'no reason given';
  return new RealtimeError(codeOf(known, 'ended'), `The server ended the stream: ${why.slice(0, 200)}.`, known);
}

function bodyOf(data: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(data)) as Record<string, unknown>;
  } catch {
    // The frame says that the stream is over; a body that is no JSON only costs the reason.
    return {};
  }
}
