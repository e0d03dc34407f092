import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  auctionDiscount,
  bufferMargin,
  largestShare,
  solventBid,
} from '../../../src/engine/margin/derive/auction.ts';
import { auctionFigure, auctionNumbers, auctionVectors } from './auction-vectors.ts';

const reproduced = auctionVectors.cases.filter(({ unreproducible }) => unreproducible !== true);

test.each(reproduced)('$id', (one) => {
  expect(Math.abs(auctionFigure(one) - one.expect)).toBeLessThanOrEqual(one.absolute);
});

describe('an auction', () => {
  test('falls from 5 % to 30 % in 15 minutes and to all in 12 hours more, without a jump', () => {
    const at = (seconds: number): number => auctionDiscount(seconds, auctionNumbers);
    expect([at(0), at(450), at(900), at(44_100), at(1e6)]).toEqual([
      0.05,
      expect.closeTo(0.175, 12),
      0.3,
      1,
      1,
    ]);
    expect(at(900) - at(899.999)).toBeLessThan(1e-6);
  });

  test('aims beyond maintenance by 15 % of the distance to the mark', () => {
    expect(bufferMargin(-1000, 9000, auctionNumbers)).toBe(-2500);
  });

  test('once the largest share is sold and paid for, the buffer is whole again', () => {
    const money = fc.double({ min: 1, max: 1e6, noNaN: true });
    const discount = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(money, money, discount, (markToMarket, short, off) => {
        const auction = { markToMarket, buffer: -short, discount: off, reserved: 0 };
        const share = largestShare(auction);
        const { cost } = solventBid(share, auction);
        // what is left of the account's shortage, and the price that was paid in
        expect(Math.abs(-short * (1 - share) + cost)).toBeLessThan(1e-9 * (short + markToMarket));
      }),
    );
  });
});
