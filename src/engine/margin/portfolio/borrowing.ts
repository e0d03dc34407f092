import type { MarginNode } from '../../contract/margin-node.ts';
import type { BorrowRate } from '../../model/portfolio-numbers.ts';
import type { EditionOf } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { unrealisedPnl } from '../../revaluation/unrealised.ts';
import { failure, type Failure } from '../../values/outcome.ts';
import { citation } from '../editions.ts';
import { given, product, sum } from '../tree.ts';

/** An amount of an asset that is owed, positive, with the asset's price in the reporting currency. */
export type Owed = { readonly asset: Asset; readonly amount: number; readonly rate: number };

/** Balances below zero. */
export const owedBalances = ({ collateral }: AccountInput): readonly Owed[] =>
  collateral
    .filter(({ balance }) => balance < 0)
    .map(({ asset, balance, rate }) => ({ asset, amount: -balance, rate }));

/**
 * Assets whose balance and unrealised P&L of futures and perpetuals together are below zero. The
 * value of a sold option is a liability of the scan, not a loan.
 */
export function owedEquity({ collateral, positions }: AccountInput): readonly Owed[] {
  const pots = new Map<Asset, { amount: number; readonly rate: number }>();
  const add = (asset: Asset, amount: number, rate: number): void => {
    const known = pots.get(asset);
    if (known === undefined) pots.set(asset, { amount, rate });
    else known.amount += amount;
  };
  for (const { asset, balance, rate } of collateral) add(asset, balance, rate);
  for (const one of positions) {
    const { kind, settlement } = one.instrument;
    if (kind !== 'perpetual' && kind !== 'future') continue;
    const gain = unrealisedPnl(one);
    if (gain.ok) add(settlement, gain.value, one.settlementRate);
  }
  return [...pots]
    .filter(([, { amount }]) => amount < 0)
    .map(([asset, { amount, rate }]) => ({ asset, amount: -amount, rate }));
}

/** The rates of an asset's debt and where they were published; null where they are not. */
export type BorrowRateOf = (
  asset: Asset,
) => { readonly value: BorrowRate; readonly source: string } | null;

/** The rates of the newest edition that has one for the asset. */
export const borrowRates =
  (editions: readonly (EditionOf<'okx-pm'> | EditionOf<'bybit-pm'>)[]): BorrowRateOf =>
  (asset) => {
    for (const edition of editions) {
      const value = edition.numbers.borrowing?.find(({ assets }) => assets.includes(asset));
      if (value !== undefined) return { value, source: citation(edition) };
    }
    return null;
  };

/** Margin of what is owed, in the reporting currency. */
export function borrowingMargin(
  label: string,
  owed: readonly Owed[],
  rateOf: BorrowRateOf,
  reporting: Asset,
): { readonly initial: MarginNode; readonly maintenance: MarginNode } {
  const margin = (which: 'initialRate' | 'maintenanceRate'): MarginNode =>
    sum(
      label,
      reporting,
      owed.map((one) => owedNode(one, which, rateOf, reporting)),
    );
  return { initial: margin('initialRate'), maintenance: margin('maintenanceRate') };
}

function owedNode(
  { asset, amount, rate }: Owed,
  which: 'initialRate' | 'maintenanceRate',
  rateOf: BorrowRateOf,
  reporting: Asset,
): MarginNode {
  const name = `Owed ${asset}`;
  const found = rateOf(asset);
  const missing = (what: string): Failure =>
    failure('not-published', `the margin of ${amount} ${asset} owed: ${what}`);
  if (found === null) {
    return given(name, 0, reporting, { lacking: [missing('its rate is not known')] });
  }
  const { value, source } = found;
  const beyond = value.upTo !== null && amount > value.upTo;
  return product(name, reporting, [
    given('Amount', amount, asset),
    given(`${reporting} per ${asset}`, rate, reporting),
    given(which === 'initialRate' ? 'Initial rate' : 'Maintenance rate', value[which], '', {
      source,
      ...(beyond ? { lacking: [missing(`the rate is known up to ${value.upTo}`)] } : {}),
    }),
  ]);
}
