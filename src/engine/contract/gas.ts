import type { Asset } from '../values/ids.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';

/** How soon a transaction is wanted: whenever it is cheap, within a few blocks, in the next one. */
export type Urgency = 'patient' | 'usual' | 'urgent';

/** Bytes of the transaction, unsigned, that a fee for data is told for: a transfer of a token has fewer. */
export const dataFeeBytes = 300;

/** Gas of that transaction, for a chain whose operator asks for a fee of his own. */
export const dataFeeGas = 500_000;

/** What a unit of gas costs on a chain now, wei. */
export type GasNow = {
  readonly chainId: number;
  readonly chain: string;
  /** The coin that gas is paid in; null where it is not known. */
  readonly coin: Asset | null;
  /** Our clock. */
  readonly at: Instant;
  /** The newest block that was looked at. */
  readonly block: number;
  /** Of the next block. */
  readonly baseFee: number;
  /** Of the next block, per unit of blob gas; null where the chain has none or the node does not say. */
  readonly blobBaseFee: number | null;
  /** Base fee and tip together. */
  readonly price: Readonly<Record<Urgency, number>>;
  /** What a second layer asks beside gas for one transaction of `dataFeeBytes` and `dataFeeGas`; 0 on a first layer. */
  readonly dataFee: Outcome<number>;
};

/** Quantiles of a history of daily gas prices, wei. */
export type GasQuantiles = {
  readonly source: string;
  readonly days: number;
  /** UTC days since 1970-01-01. */
  readonly from: number;
  readonly to: number;
  /** By share of days that were no dearer. */
  readonly at: readonly { readonly share: number; readonly wei: number }[];
};
