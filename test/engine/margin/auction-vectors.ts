import {
  auctionFee,
  insolventBid,
  insolventOffer,
  largestShare,
  solventBid,
  withdrawalFee,
  type AuctionNumbers,
} from '../../../src/engine/margin/derive/auction.ts';
import { vectorFile } from './vectors.ts';

type AuctionCase = {
  readonly id: string;
  readonly figure: string;
  readonly bid?: number;
  readonly markToMarket?: number;
  readonly maintenance?: number;
  readonly buffer?: number;
  readonly discount?: number;
  readonly reserved?: number;
  readonly seconds?: number;
  readonly debt?: number;
  readonly deposits?: number;
  readonly expect: number;
  readonly absolute: number;
  readonly unreproducible?: boolean;
};

export const auctionVectors = vectorFile('margin/derive-auction.json') as {
  readonly source: string;
  readonly cases: readonly AuctionCase[];
};

/** As docs.derive.xyz states them. */
export const auctionNumbers: AuctionNumbers = {
  bufferShare: 0.15,
  feeShare: 0.1,
  firstDiscount: 0.05,
  slowDiscount: 0.3,
  fastSeconds: 900,
  slowSeconds: 43_200,
  insolventSeconds: 3600,
};

/** Our figure of a case. */
export function auctionFigure(of: AuctionCase): number {
  const { figure, bid = 0, markToMarket = 0, maintenance = 0, seconds = 0 } = of;
  const { buffer = 0, discount = 0, reserved = 0, debt = 0, deposits = 0 } = of;
  const solvent = { markToMarket, buffer, discount, reserved };
  const offer = insolventOffer(markToMarket, maintenance, seconds, auctionNumbers);
  switch (figure) {
    case 'share':
      return largestShare(solvent);
    case 'fee':
      return auctionFee(solvent, auctionNumbers);
    case 'cost':
      return solventBid(bid, solvent).cost;
    case 'cash':
      return solventBid(bid, solvent).cash;
    case 'offer':
      return offer;
    case 'insolvent cost':
      return insolventBid(bid, offer, maintenance).cost;
    case 'insolvent cash':
      return insolventBid(bid, offer, maintenance).cash;
    case 'withdrawal':
      return withdrawalFee(debt, deposits);
    default:
      throw new Error(`no figure "${figure}"`);
  }
}
