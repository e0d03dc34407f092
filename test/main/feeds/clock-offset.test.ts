import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/engine/values/units.ts';
import { ClockOffset } from '../../../src/main/feeds/clock-offset.ts';

const START = 1_790_000_000_000;

describe('a clock beside a venue’s', () => {
  it.each([0, 300_000, -300_000])('that is %d ms ahead tells delay from difference', (ahead) => {
    const clock = new ClockOffset();
    expect([clock.value, clock.latency]).toEqual([null, null]);
    const take = (sent: number, delay: number): void =>
      clock.take(instant(START + sent), instant(START + sent + delay + ahead));
    take(0, 40);
    take(100, 15);
    take(200, 95);
    expect([clock.value, clock.latency]).toEqual([ahead + 15, 80]);
    expect(clock.age(instant(START + 200), instant(START + 1_215 + ahead))).toBe(1_000);
    take(300, 10);
    expect([clock.value, clock.latency]).toEqual([ahead + 10, 0]);
  });

  it('forgets what it learnt when a clock is set, and in ten minutes', () => {
    const clock = new ClockOffset();
    clock.take(instant(START), instant(START + 5));
    for (let minute = 1; minute <= 10; minute++) {
      const at = START + minute * 60_000;
      clock.take(instant(at), instant(at + 30));
    }
    expect([clock.value, clock.latency]).toEqual([30, 0]);
    clock.forget();
    expect([clock.value, clock.latency]).toEqual([null, null]);
  });
});
