import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorOf, unreachable } from '../../src/api/errors';

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers });

afterEach(() => vi.unstubAllGlobals());

describe('an error of the API', () => {
  it('says at each field what is wrong with it, without repeating its name', async () => {
    const error = await errorOf(answer(400, { errors: { title: ['title is missing or empty; it must be 1 to 200 characters.'], 'points[0].value': ['points[0].value is -1; it must be 0 to 1e15.'] } }));
    expect(error.fields).toEqual({ title: 'Is missing or empty; it must be 1 to 200 characters.', 'points[0].value': 'Is -1; it must be 0 to 1e15.' });
    expect(error.passing).toBe(false);
  });

  it('repeats what the server says of a conflict', async () => {
    expect((await errorOf(answer(409, { detail: 'The job is completed; only a failed or cancelled one can be retried.' }))).message)
      .toBe('The job is completed; only a failed or cancelled one can be retried.');
  });

  it('says when to try again', async () => {
    expect((await errorOf(answer(429, {}, { 'retry-after': '3' }))).message).toBe('Too many requests at once. Try again in 3 seconds.');
    expect((await errorOf(answer(503, {}, { 'retry-after': '1' }))).message).toBe('Studio is not available just now. Try again in a second.');
    expect((await errorOf(answer(503))).message).toBe('Studio is not available just now. Try again in a moment.');
  });

  it('is told apart by whether it may pass', async () => {
    for (const status of [429, 500, 502, 503, 504]) {
      expect((await errorOf(answer(status))).passing, String(status)).toBe(true);
    }

    for (const status of [400, 401, 403, 404, 409, 413]) {
      expect((await errorOf(answer(status))).passing, String(status)).toBe(false);
    }
  });

  it.each([['not JSON', '<html>'], ['a string', '"x"'], ['null', 'null'], ['errors of another form', '{"errors":{"title":"x","other":[1]},"detail":7}']])(
    'is a sentence too when the body is %s', async (_, body) => {
      const error = await errorOf(new Response(body, { status: 418 }));
      expect(error.message).toBe('That did not work (HTTP 418).');
      expect(error.fields).toEqual({});
    });

  it('tells a machine that is offline from a server that is away', () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(unreachable(new TypeError()).message).toMatch(/^You are offline/);
    vi.stubGlobal('navigator', { onLine: true });
    expect(unreachable(new TypeError())).toMatchObject({ status: 0, passing: true, message: expect.stringMatching(/^Studio cannot be reached/) });
  });
});
