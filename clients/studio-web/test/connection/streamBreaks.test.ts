import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStreamBreaks, type StreamBreaks } from '../../src/connection/streamBreaks';

const opened: StreamBreaks[] = [];

function tab(userId: string): StreamBreaks {
  const breaks = createStreamBreaks(userId);
  opened.push(breaks);
  return breaks;
}

afterEach(() => {
  opened.splice(0).forEach(breaks => breaks.close());
  vi.unstubAllGlobals();
});

describe('breaks of the stream', () => {
  it('reach the tab that holds it', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(new ReadableStream())));
    const [holder, other] = [tab('alice'), tab('alice')];
    const reading = (await holder.fetch('/api/events')).body!.getReader().read();

    other.cut();

    await expect(reading).rejects.toBeInstanceOf(TypeError);
  });

  it('hold in all tabs while offline, in new ones too', async () => {
    const [here, there] = [tab('alice'), tab('alice')];
    here.setOffline(true);
    const later = tab('alice');

    await vi.waitFor(() => expect([there.offline, later.offline]).toEqual([true, true]));

    there.setOffline(false);
    await vi.waitFor(() => expect([here.offline, later.offline]).toEqual([false, false]));
  });

  it('leave other users alone', async () => {
    const [alice, alicesOther, bob] = [tab('alice'), tab('alice'), tab('bob')];
    alice.setOffline(true);
    await vi.waitFor(() => expect(alicesOther.offline).toBe(true));
    expect(bob.offline).toBe(false);
  });
});
