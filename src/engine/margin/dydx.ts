import type { MarginNode } from '../contract/margin-node.ts';
import { given, sum } from './tree.ts';

/* The protocol computes in whole numbers: parts per million, and quote quantums of a millionth. */

const MILLION = 1_000_000n;

/** Parameters of a market's liquidity tier. */
type DydxTier = {
  /** Initial margin fraction, parts per million. */
  readonly initial: bigint;
  /** Maintenance ÷ initial, parts per million. */
  readonly maintenance: bigint;
  /** Open interest in quote quantums between which the initial fraction grows to 1; null where it does not. */
  readonly openInterestCaps: { readonly lower: bigint; readonly upper: bigint } | null;
};

export type DydxPosition = {
  readonly market: string;
  /** Size × oracle price in quote quantums, long positive. */
  readonly notional: bigint;
  /** Of the market, in quote quantums. */
  readonly openInterest: bigint;
  readonly tier: DydxTier;
  /** Initial fraction that the user chose, parts per million; null for none. */
  readonly chosen: bigint | null;
};

const size = (x: bigint): bigint => (x < 0n ? -x : x);

/** Rounded up, both at least 0. */
const ceilingOf = (numerator: bigint, denominator: bigint): bigint =>
  (numerator + denominator - 1n) / denominator;

/** Initial margin fraction at an open interest, parts per million rounded down; at least what the user chose. */
export function initialFraction({ tier, openInterest, chosen }: DydxPosition): bigint {
  const { initial, openInterestCaps: caps } = tier;
  let scaled = initial;
  if (caps !== null && openInterest > caps.lower) {
    const above = openInterest < caps.upper ? openInterest - caps.lower : caps.upper - caps.lower;
    scaled = initial + (above * (MILLION - initial)) / (caps.upper - caps.lower);
  }
  return chosen !== null && chosen > scaled ? chosen : scaled;
}

/** Initial and maintenance margin of a position in quote quantums, rounded up. Maintenance knows no open interest. */
export function dydxRequirement(of: DydxPosition): {
  readonly initial: bigint;
  readonly maintenance: bigint;
} {
  const notional = size(of.notional);
  const base = ceilingOf(notional * of.tier.initial, MILLION);
  return {
    initial: ceilingOf(notional * initialFraction(of), MILLION),
    maintenance: ceilingOf(base * of.tier.maintenance, MILLION),
  };
}

const dollars = (quantums: bigint): number => Number(quantums) / 1e6;

/** A subaccount's margin in USDC: net collateral beside the two requirements. */
export type DydxMargin = {
  readonly equity: MarginNode;
  readonly initial: MarginNode;
  readonly maintenance: MarginNode;
};

/**
 * dYdX v4: each position's notional × its fraction, rounded up to a millionth; liquidatable where
 * maintenance exceeds net collateral.
 *
 * @param cash in quote quantums; negative is borrowed
 * @see dydxprotocol/v4-chain at 84d4664b, protocol/x/perpetuals/lib
 */
export function dydxMargin(cash: bigint, positions: readonly DydxPosition[]): DydxMargin {
  const each = positions.map((of) => ({ of, needed: dydxRequirement(of) }));
  const note = 'rounded up to a millionth';
  return {
    equity: sum('Net collateral', 'USDC', [
      given('Cash', dollars(cash), 'USDC'),
      ...positions.map(({ market, notional }) => given(market, dollars(notional), 'USDC')),
    ]),
    initial: sum(
      'Initial margin',
      'USDC',
      each.map(({ of, needed }) =>
        given(of.market, dollars(needed.initial), 'USDC', {
          note: `${note}, ${initialFraction(of)} parts per million of the notional`,
        }),
      ),
    ),
    maintenance: sum(
      'Maintenance margin',
      'USDC',
      each.map(({ of, needed }) =>
        given(of.market, dollars(needed.maintenance), 'USDC', {
          note: `${note}, ${of.tier.maintenance} parts per million of the unscaled initial margin`,
        }),
      ),
    ),
  };
}
