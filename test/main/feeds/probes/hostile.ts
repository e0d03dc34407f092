import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Decoded, Frame } from '../../../../src/main/feeds/events.ts';
import { frameOf } from './frames.ts';
import { hostileText } from './mutations.ts';

/** Whatever comes is told as events and named faults, with no number that is none, and nothing is thrown. */
export function expectNothingThrown(
  decode: (frame: Frame) => Decoded,
  messages: readonly string[],
): void {
  fc.assert(
    fc.property(hostileText(messages), (text) => {
      const { events, faults } = decode(frameOf(text));
      for (const { reason, message } of faults) expect(`${reason}${message}`).not.toBe('');
      for (const event of events) {
        if (event.kind === 'ticker') {
          for (const value of Object.values(event.values)) expect(value).not.toBeNaN();
        }
        if (event.kind !== 'book') continue;
        for (const { price, quantity } of [...event.bids, ...event.asks]) {
          expect(price > 0 && quantity >= 0).toBe(true);
        }
      }
    }),
    { numRuns: 3000 },
  );
}
