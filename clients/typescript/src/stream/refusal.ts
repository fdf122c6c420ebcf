import { RealtimeError, type RealtimeErrorCode } from '../errors.js';

const passing = [408, 425, 429];

/** What a status of an answer or of a last frame means; `otherwise` if it is neither about the token nor the request. */
export function codeOf(status: number | undefined, otherwise: RealtimeErrorCode): RealtimeErrorCode {
  if (status === 401) return 'unauthorized';
  const final = status !== undefined && status >= 400 && status < 500 && !passing.includes(status);
  return final ? 'refused' : otherwise;
}

/** Why this answer is no stream; nothing if it is one. `now` in Unix milliseconds. */
export function refusalOf(response: Response, now: number): RealtimeError | undefined {
  const { status, headers, body } = response;
  if (status >= 400) {
    const retryAfter = retryAfterOf(headers.get('retry-after'), now);
    return new RealtimeError(codeOf(status, 'unavailable'), `The server answered ${status}.`, status, { retryAfter });
  }
  // A redirect that was not followed has the status 0 in a browser.
  const type = headers.get('content-type');
  if (status === 200 && body && type?.toLowerCase().startsWith('text/event-stream')) return undefined;
  return new RealtimeError('unexpected', `The answer is no event stream: status ${status}, content type ${type}.`, status);
}

/** Seconds or a date, in milliseconds from now. */
function retryAfterOf(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
