import { describe, expect, it } from 'vitest';
import { createBreakableFetch } from '../../src/connection/breakableFetch';

/** A response that stays open, as a stream does. */
function openStream() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  let cancel!: () => void;
  const cancelled = new Promise<void>(resolve => (cancel = resolve));
  const body = new ReadableStream<Uint8Array>({ start: given => void (controller = given), cancel });
  return {
    response: new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } }),
    send: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    cancelled,
  };
}

const text = ({ value }: ReadableStreamReadResult<Uint8Array>) => new TextDecoder().decode(value);

describe('a breakable fetch', () => {
  it('passes responses on as they are', async () => {
    const stream = openStream();
    const breakable = createBreakableFetch(() => Promise.resolve(stream.response));

    const response = await breakable.fetch('/api/events');
    stream.send('hello');

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(text(await response.body!.getReader().read())).toBe('hello');
  });

  it('breaks what is under way as a lost network does, and lets go of the real connection', async () => {
    const stream = openStream();
    const breakable = createBreakableFetch(() => Promise.resolve(stream.response));
    const reader = (await breakable.fetch('/api/events')).body!.getReader();
    const reading = reader.read();

    breakable.cut();

    await expect(reading).rejects.toBeInstanceOf(TypeError);
    await stream.cancelled;
  });

  it('breaks a response whose request was under way', async () => {
    const stream = openStream();
    let answer!: (response: Response) => void;
    const breakable = createBreakableFetch(() => new Promise(resolve => (answer = resolve)));
    const requesting = breakable.fetch('/api/events');

    breakable.cut();
    answer(stream.response);

    await expect((await requesting).body!.getReader().read()).rejects.toBeInstanceOf(TypeError);
  });

  it('works again after a cut', async () => {
    const breakable = createBreakableFetch(() => Promise.resolve(new Response('hello')));
    breakable.cut();
    expect(await (await breakable.fetch('/api/events')).text()).toBe('hello');
  });

  it('does nothing while offline, and works again afterwards', async () => {
    let requests = 0;
    const breakable = createBreakableFetch(() => Promise.resolve(new Response(`${++requests}`)));

    breakable.setOffline(true);
    await expect(breakable.fetch('/api/events')).rejects.toBeInstanceOf(TypeError);
    expect(requests).toBe(0);

    breakable.setOffline(false);
    expect(await (await breakable.fetch('/api/events')).text()).toBe('1');
  });
});
