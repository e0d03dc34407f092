/* Derive's liquidation: an auction whose price falls while nobody bids. Dollars; margins are signed, negative is short. */

/** Numbers of the protocol. */
export type AuctionNumbers = {
  /** Share of the distance to the mark that a liquidation aims beyond maintenance. */
  readonly bufferShare: number;
  /** Share of what is liquidated that goes to the insurance fund. */
  readonly feeShare: number;
  /** Discount at the start, where the slow part begins, and when; seconds. */
  readonly firstDiscount: number;
  readonly slowDiscount: number;
  readonly fastSeconds: number;
  readonly slowSeconds: number;
  /** Until the whole shortage is offered in an insolvent auction, seconds. */
  readonly insolventSeconds: number;
};

/** What a liquidated account must come back to: beyond maintenance, by a share of its distance to the mark. */
export const bufferMargin = (
  maintenance: number,
  markToMarket: number,
  { bufferShare }: Pick<AuctionNumbers, 'bufferShare'>,
): number => maintenance + bufferShare * (maintenance - markToMarket);

/** Discount of a solvent auction after so many seconds: fast at first, then slowly to all. */
export function auctionDiscount(seconds: number, numbers: AuctionNumbers): number {
  const { firstDiscount, slowDiscount, fastSeconds, slowSeconds } = numbers;
  if (seconds < fastSeconds) {
    return firstDiscount + ((slowDiscount - firstDiscount) * seconds) / fastSeconds;
  }
  const slow = Math.min((seconds - fastSeconds) / slowSeconds, 1);
  return slowDiscount + (1 - slowDiscount) * slow;
}

/** An account whose mark is above 0 but below its maintenance. */
export type SolventAuction = {
  readonly markToMarket: number;
  /** Negative while the auction runs. */
  readonly buffer: number;
  readonly discount: number;
  /** Cash that earlier bidders paid in, which is not for sale. */
  readonly reserved: number;
};

/** Largest share that may be sold: after it the buffer is 0. */
export const largestShare = ({
  markToMarket,
  buffer,
  discount,
  reserved,
}: SolventAuction): number =>
  buffer / (buffer - (1 - discount) * markToMarket - discount * reserved);

/** What the liquidated account pays to the insurance fund on its way. */
export const auctionFee = (
  { markToMarket, buffer }: Pick<SolventAuction, 'markToMarket' | 'buffer'>,
  { feeShare }: Pick<AuctionNumbers, 'feeShare'>,
): number => (markToMarket * feeShare * buffer) / (buffer - markToMarket);

/** A bidder's side of a share: what is paid, and the cash that must be there for it. */
export type Bid = { readonly cost: number; readonly cash: number };

/** Buying a share of a solvent account: its price and the margin that comes with it. */
export function solventBid(share: number, of: SolventAuction): Bid {
  const cost = share * (of.markToMarket - of.reserved) * (1 - of.discount);
  return { cost, cash: cost + share * Math.abs(of.buffer - of.reserved) };
}

/** What taking over a whole insolvent account costs after so many seconds: negative is paid to the bidder. */
export function insolventOffer(
  markToMarket: number,
  maintenance: number,
  seconds: number,
  { insolventSeconds }: Pick<AuctionNumbers, 'insolventSeconds'>,
): number {
  const first = Math.min(0, markToMarket);
  return first + Math.min(seconds / insolventSeconds, 1) * (maintenance - first);
}

/** Taking over a share of an insolvent account: the security module pays, the bidder brings the rest of the margin. */
export const insolventBid = (share: number, offer: number, maintenance: number): Bid => ({
  cost: share * offer,
  cash: share * Math.abs(maintenance - offer),
});

/** Share that a withdrawal loses while the protocol's debt is not paid. */
export const withdrawalFee = (debt: number, deposits: number): number =>
  debt > 0 ? debt / (debt + deposits) : 0;
