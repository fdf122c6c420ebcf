import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../src/connection/serverClock';

describe('the server\'s clock', () => {
  it('is taken to agree while nothing speaks against it', () => {
    const clock = new ServerClock();
    expect(clock.ahead).toBe(0);
    clock.saw(1_000, 1_012);
    clock.sawDate('Thu, 01 Jan 1970 00:00:00 GMT', 1_900);
    clock.sawDate(null, 1_900);
    expect(clock.ahead).toBe(0);
  });

  it('is ahead of a browser that received an event before it was sent', () => {
    const clock = new ServerClock();
    clock.saw(5_000, 4_700);
    clock.saw(6_000, 5_500);
    expect(clock.ahead).toBe(-500);
  });

  it('is behind a browser whose requests are long after the Date of their answers', () => {
    const clock = new ServerClock();
    clock.saw(1_000, 61_020);
    clock.saw(2_000, 62_008);
    clock.sawDate('Thu, 01 Jan 1970 00:00:02 GMT', 62_500);
    expect(clock.ahead).toBe(60_008);
  });
});
