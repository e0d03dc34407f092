/** Weights of a token or a perpetual, fractions: assets count less than 1, liabilities more. */
export type MangoWeights = {
  readonly initialAsset: number;
  readonly initialLiability: number;
  readonly maintenanceAsset: number;
  readonly maintenanceLiability: number;
};

/** Prices in dollars; the stable price follows the oracle slowly. */
export type MangoPrices = { readonly oracle: number; readonly stable: number };

export type MangoToken = MangoWeights &
  MangoPrices & {
    readonly name: string;
    /** Negative is borrowed. */
    readonly balance: number;
    /** Of the whole bank in dollars, and from where on they weigh on everybody; null: never. */
    readonly deposits: { readonly value: number; readonly scaledFrom: number } | null;
    readonly borrows: { readonly value: number; readonly scaledFrom: number } | null;
  };

/** Funds that open orders of one spot market hold. */
export type MangoOrders = {
  /** Names of tokens. */
  readonly base: string;
  readonly quote: string;
  readonly reservedBase: number;
  readonly reservedQuote: number;
  /** Quote per base of the lowest ask and the highest bid; null where not known. */
  readonly lowestAsk: number | null;
  readonly highestBid: number | null;
};

export type MangoPerpetual = MangoWeights &
  MangoPrices & {
    readonly market: string;
    /** Token that profit is settled in. */
    readonly settlement: string;
    /** Base units, long positive. */
    readonly base: number;
    /** Quote units, what was paid negative. */
    readonly quote: number;
    /** Base units in open orders to buy and to sell, not negative. */
    readonly bids: number;
    readonly asks: number;
    /** Share of a profit that counts. */
    readonly initialOverall: number;
    readonly maintenanceOverall: number;
  };

export type MangoState = {
  readonly tokens: readonly MangoToken[];
  readonly orders: readonly MangoOrders[];
  readonly perpetuals: readonly MangoPerpetual[];
};

/** `initial`: for new risk; `liquidation end`: where a liquidation stops; `maintenance`: where one begins. */
export const mangoHealths = ['initial', 'liquidation end', 'maintenance'] as const;

export type MangoHealth = (typeof mangoHealths)[number];
