import type { MarginNode } from '../contract/margin-node.ts';
import type { Tier, TierTable } from '../model/margin-numbers.ts';
import type { EditionOf } from '../model/parameters.ts';
import type { PricedPosition } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { citation } from './editions.ts';
import { levelledMargin } from './levels.ts';
import { sizeOf, type Pooling, type PositionMargin } from './position-margin.ts';
import { given, product, sum } from './tree.ts';

/**
 * The deductions that make notional × rate − deduction continuous at each tier's edge:
 * `floor × (rate − rate before) + deduction before`.
 *
 * @see binance.com, support FAQ ceccfcfb4e3a45e3b48b0b1bb1a8ae46
 */
export function deductionsOf(tiers: readonly Pick<Tier, 'upTo' | 'maintenanceRate'>[]): number[] {
  const deductions: number[] = [];
  let rate = tiers[0]?.maintenanceRate ?? 0;
  let edge = 0;
  let deduction = 0;
  for (const tier of tiers) {
    deduction += edge * (tier.maintenanceRate - rate);
    deductions.push(deduction);
    rate = tier.maintenanceRate;
    edge = tier.upTo;
  }
  return deductions;
}

/** The tier that a position of `extent` (in the table's `limitIn`) falls in. */
function tierOf(table: TierTable, extent: number): Outcome<Tier> {
  const tier = table.tiers.find(({ upTo }) => extent <= upTo);
  return tier === undefined
    ? fail(
        'limit-exceeded',
        `a position of ${extent} is beyond the last published tier (${table.tiers.at(-1)?.upTo}) of ${table.symbols.join(', ')}`,
      )
    : ok(tier);
}

/** The price that the position's margin is measured at: its entry where the table says so. */
function measuredAt(of: PricedPosition, table: TierTable, pooling: Pooling): Outcome<number> {
  if (pooling === 'cross' || table.isolatedAt === 'mark') return ok(of.mark);
  const entry = of.position.entryPrice;
  return entry !== null && entry > 0
    ? ok(entry)
    : fail(
        'missing-field',
        `margin of ${of.instrument.symbol} is measured at its entry price, which is missing`,
        of.position.source,
      );
}

/** Contracts × multiplier × price, or ÷ price where the contract is inverse. */
function notionalNode(of: PricedPosition, price: number): MarginNode {
  const { instrument } = of;
  const inverse = instrument.payoff === 'inverse';
  return product('Notional', instrument.settlement, [
    given('Contracts × multiplier', sizeOf(of), inverse ? instrument.quote : ''),
    inverse
      ? given('1 ÷ price', 1 / price, '', { note: `price ${price} ${instrument.quote}` })
      : given('Price', price, instrument.quote),
  ]);
}

const extentIn = (table: TierTable, { position }: PricedPosition, notional: MarginNode): number =>
  table.limitIn === 'contracts' ? Math.abs(position.quantity) : notional.value;

/** Size of a position as the limits of its table count it. */
export function extentOf(of: PricedPosition, table: TierTable, pooling: Pooling): Outcome<number> {
  const price = measuredAt(of, table, pooling);
  return price.ok ? ok(extentIn(table, of, notionalNode(of, price.value))) : price;
}

/**
 * Margin of a future or perpetual by tiers: maintenance = notional × rate − deduction (+ closing
 * fee), initial = notional ÷ leverage, with the leverage that the user chose up to the tier's.
 */
export function tieredMargin(
  of: PricedPosition,
  table: TierTable,
  edition: EditionOf<'tiered'>,
  pooling: Pooling,
): Outcome<PositionMargin> {
  const { instrument, position } = of;
  const price = measuredAt(of, table, pooling);
  if (!price.ok) return price;
  const notional = notionalNode(of, price.value);
  const extent = extentIn(table, of, notional);
  const found = tierOf(table, extent);
  if (!found.ok) return fail(found.failure.reason, found.failure.message, position.source);
  const tier = found.value;
  const unit = instrument.settlement;
  const source = citation(edition);

  if (table.charge === 'levels') {
    return ok(levelledMargin(of, table, { notional, extent, tiers: table.tiers, source }, edition));
  }

  const charge = product('Notional × maintenance rate', unit, [
    notional,
    given('Maintenance rate', tier.maintenanceRate, '', {
      source,
      note: `tier up to ${tier.upTo} ${table.limitIn === 'contracts' ? 'contracts' : unit}`,
    }),
  ]);
  const deduction = given('Deduction of the tier', -tier.deduction, unit, { source });
  const fee = product('Fee of closing', unit, [
    notional,
    given('Fee rate', table.closingFee, '', { source }),
  ]);
  const maintenance = sum(instrument.symbol, unit, [
    charge,
    ...(tier.deduction === 0 ? [] : [deduction]),
    ...(table.closingFee === 0 ? [] : [fee]),
  ]);

  const chosen = position.leverage;
  const leverage = chosen === null ? tier.leverage : Math.min(chosen, tier.leverage);
  const initial = product(instrument.symbol, unit, [
    notional,
    given('1 ÷ leverage', 1 / leverage, '', {
      source: chosen === null || chosen > tier.leverage ? source : position.source,
      note: `leverage ${leverage}${chosen === null ? ', the highest that the tier allows' : ''}`,
    }),
  ]);
  return ok({ of, initial, maintenance, editions: [edition] });
}
