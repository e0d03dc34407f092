/** A margin account with one linear position. */
export type CascadeAccount = {
  readonly id: string;
  /** Units, long positive. */
  readonly quantity: number;
  readonly entryPrice: number;
  readonly collateral: number;
  /** Maintenance margin as a fraction of the position's value. */
  readonly maintenanceRate: number;
};

export type CascadeMarket = {
  readonly price: number;
  /** First move as a fraction: −0.1 is down 10 %. */
  readonly shock: number;
  /** Units that move the price by a factor e. */
  readonly depth: number;
  /** Fraction of the value closed. */
  readonly liquidationFee: number;
};

/** All accounts that were liquidated at once. */
type CascadeRound = {
  readonly accounts: readonly string[];
  /** Units sold to the market, purchases negative. */
  readonly netQuantity: number;
  readonly priceBefore: number;
  /** Mean of before and after: what every account gets. */
  readonly fill: number;
  readonly priceAfter: number;
  /** Negative equity left behind. */
  readonly shortfall: number;
};

export type Cascade = {
  readonly rounds: readonly CascadeRound[];
  readonly finalPrice: number;
  readonly shortfall: number;
  readonly liquidated: number;
  /** Final move by the shock: 1 if nobody was hit; null without a shock. */
  readonly amplification: number | null;
};

/**
 * Liquidations that move the price that liquidates: after the shock every account below its
 * maintenance margin is closed in full in one round, and so on until none is hit.
 */
export function liquidationCascade(
  accounts: readonly CascadeAccount[],
  market: CascadeMarket,
): Cascade {
  const rounds: CascadeRound[] = [];
  let open = accounts;
  let price = market.price * (1 + market.shock);
  for (;;) {
    const before = price;
    const hit = open.filter((account) => isBelowMaintenance(account, before));
    if (hit.length === 0) break;
    const round = liquidation(hit, before, market);
    rounds.push(round);
    open = open.filter((account) => !hit.includes(account));
    price = round.priceAfter;
  }
  return {
    rounds,
    finalPrice: price,
    shortfall: rounds.reduce((sum, round) => sum + round.shortfall, 0),
    liquidated: accounts.length - open.length,
    amplification: market.shock === 0 ? null : (price / market.price - 1) / market.shock,
  };
}

const equityAt = ({ collateral, quantity, entryPrice }: CascadeAccount, price: number): number =>
  collateral + quantity * (price - entryPrice);

const isBelowMaintenance = (account: CascadeAccount, price: number): boolean =>
  equityAt(account, price) < account.maintenanceRate * Math.abs(account.quantity) * price;

function liquidation(
  hit: readonly CascadeAccount[],
  before: number,
  { depth, liquidationFee }: CascadeMarket,
): CascadeRound {
  const netQuantity = hit.reduce((sum, { quantity }) => sum + quantity, 0);
  const after = before * Math.exp(-netQuantity / depth);
  const fill = (before + after) / 2;
  const shortfall = hit.reduce((sum, account) => {
    const fee = liquidationFee * Math.abs(account.quantity) * fill;
    return sum + Math.max(0, fee - equityAt(account, fill));
  }, 0);
  return {
    accounts: hit.map(({ id }) => id),
    netQuantity,
    priceBefore: before,
    fill,
    priceAfter: after,
    shortfall,
  };
}

/**
 * The smallest shock of the same sign, up to the one given, whose final move is `amplification`
 * times itself or more, by bisection; null where even the one given stays below.
 */
export function criticalShock(
  accounts: readonly CascadeAccount[],
  market: CascadeMarket,
  amplification: number,
): number | null {
  const reached = (shock: number): boolean =>
    (liquidationCascade(accounts, { ...market, shock }).amplification ?? 0) >= amplification;
  if (!reached(market.shock)) return null;
  let calm = 0;
  let wild = market.shock;
  for (let step = 0; step < 60; step++) {
    const middle = (calm + wild) / 2;
    if (reached(middle)) wild = middle;
    else calm = middle;
  }
  return wild;
}
