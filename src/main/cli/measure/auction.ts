import { z } from 'zod';
import {
  auctionDiscount,
  auctionFee,
  bufferMargin,
  insolventBid,
  insolventOffer,
  largestShare,
  solventBid,
} from '../../../engine/margin/derive/auction.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { measureKind, type MeasureKind } from './kind.ts';

/** Derive's liquidation auction of one account after so many seconds. */
export const liquidationAuction: MeasureKind = measureKind(
  z.object({
    markToMarket: z.number(),
    maintenance: z.number().describe('signed: negative is short'),
    seconds: NotNegative.describe('since the auction began'),
    reserved: NotNegative.default(0).describe('cash that earlier bidders paid in'),
    share: Fraction.optional().describe('of a bid; the largest unless given'),
    numbers: z.object({
      bufferShare: NotNegative,
      feeShare: Fraction,
      firstDiscount: Fraction,
      slowDiscount: Fraction,
      fastSeconds: Positive,
      slowSeconds: Positive,
      insolventSeconds: Positive,
    }),
  }),
  ({ markToMarket, maintenance, seconds, reserved, share: wanted, numbers }) => {
    if (maintenance >= 0) return fail('not-applicable', 'the account is not below maintenance');
    if (markToMarket <= 0) {
      const offer = insolventOffer(markToMarket, maintenance, seconds, numbers);
      const share = wanted ?? 1;
      return ok({ solvent: false, offer, share, ...insolventBid(share, offer, maintenance) });
    }
    const buffer = bufferMargin(maintenance, markToMarket, numbers);
    const discount = auctionDiscount(seconds, numbers);
    const auction = { markToMarket, buffer, discount, reserved };
    const most = largestShare(auction);
    const share = wanted ?? most;
    return share > most
      ? fail('limit-exceeded', `a share of ${share} is more than the largest, ${most}`)
      : ok({
          solvent: true,
          buffer,
          discount,
          largestShare: most,
          fee: auctionFee(auction, numbers),
          share,
          ...solventBid(share, auction),
        });
  },
);
