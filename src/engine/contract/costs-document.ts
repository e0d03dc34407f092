/** What moving collateral and trading cost, as the user states it; the first entry that fits counts. */
export type CostsDocument = {
  readonly transfers: readonly {
    /** A venue, or a margin account by its id. */
    readonly from: string;
    readonly to: string;
    readonly asset: string;
    /** Reporting currency. */
    readonly gas: number;
    readonly bridgeFee: number;
    /** Fraction of what is moved. */
    readonly bridgeRate: number;
    readonly minutes: number;
  }[];
  readonly trading: readonly {
    readonly venue: string;
    /** Null: every symbol of the venue. */
    readonly symbol: string | null;
    /** Fractions of the mark and of the notional. */
    readonly halfSpread: number;
    readonly fee: number;
  }[];
};
