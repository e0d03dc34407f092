import type { Sensitivities } from '../contract/snapshot.ts';
import type { Collateral, MarginAccount } from '../model/book.ts';
import type { PricedPosition } from '../model/priced.ts';
import { notional, unrealisedPnl } from '../revaluation/unrealised.ts';
import { scaled, unitSensitivities } from '../revaluation/sensitivity.ts';
import { unitValue } from '../revaluation/unit-value.ts';
import type { Unit } from '../scenarios/pnl.ts';
import type { Asset, InstrumentId, MarginAccountId, Venue } from '../values/ids.ts';
import { ok, type Outcome } from '../values/outcome.ts';
import { price, type Instant, type Price, type Quantity } from '../values/units.ts';

/** What one margin account holds of one distinct unit: a position, or a coin balance. */
export type Line = {
  readonly id: string;
  readonly label: string;
  readonly account: MarginAccountId;
  readonly venue: Venue;
  readonly unit: Unit;
  /** Units held, long positive. */
  readonly quantity: number;
  readonly contracts: Quantity | null;
  readonly instrument: InstrumentId | null;
  readonly expiry: Instant | null;
  readonly mark: Price | null;
  readonly markUnit: Asset | null;
  readonly sensitivities: Sensitivities;
  /** Reporting currency. */
  readonly notional: number;
  /** Unrealised, reporting currency. */
  readonly pnl: Outcome<number>;
  readonly oldest: Instant;
  /** Where the quantity comes from: a file and its line, or a replayed ledger. */
  readonly source: string;
};

/** What risk is measured of: a line, or several of one account and one underlying together. */
export type Held = Pick<Line, 'account' | 'venue' | 'sensitivities' | 'oldest'> & {
  readonly unit: Pick<Unit, 'underlying'>;
};

/** A coin balance with its price in the reporting currency. */
export type Holding = {
  readonly collateral: Collateral;
  readonly rate: number;
  readonly at: Instant;
};

/** A position as a line. */
export function positionLine(of: PricedPosition, venue: Venue): Line {
  const { position, instrument } = of;
  const unit: Unit = {
    key: instrument.id,
    underlying: instrument.underlying,
    settlement: instrument.settlement,
    value: unitValue(of),
  };
  const pnl = unrealisedPnl(of);
  const rate =
    instrument.option !== null && instrument.payoff === 'inverse'
      ? of.spot * of.quoteRate
      : of.settlementRate;
  return {
    id: position.id,
    label: instrument.symbol,
    account: position.account,
    venue,
    unit,
    quantity: position.quantity,
    contracts: position.quantity,
    instrument: instrument.id,
    expiry: instrument.expiry,
    mark: price(of.mark),
    markUnit: instrument.priceUnit === 'underlying' ? instrument.underlying : instrument.quote,
    sensitivities: scaled(unitSensitivities(unit.value), position.quantity),
    notional: notional(of),
    pnl: pnl.ok ? ok(pnl.value * rate) : pnl,
    oldest: of.oldest,
    source: position.source,
  };
}

/** All of one asset in one margin account, `rate` in the reporting currency per unit. */
type Pot = {
  readonly account: MarginAccountId;
  readonly asset: Asset;
  readonly rate: number;
  readonly units: number;
  readonly oldest: Instant;
  /** Of the first balance; without one, of the first contract that earned in it. */
  readonly source: string;
};

/** Balances with what open contracts have earned or lost so far in the asset that they settle in. */
function pots(positions: readonly PricedPosition[], holdings: readonly Holding[]): readonly Pot[] {
  const found = new Map<string, Pot>();
  const add = (more: Pot): void => {
    const key = `${more.account}|${more.asset}`;
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? more
        : {
            ...known,
            units: known.units + more.units,
            oldest: known.oldest < more.oldest ? known.oldest : more.oldest,
          },
    );
  };
  for (const { collateral, rate, at } of holdings) {
    const { account, asset, balance, source } = collateral;
    add({ account, asset, rate, units: balance, oldest: at, source });
  }
  for (const of of positions) {
    const { instrument, position, settlementRate, oldest } = of;
    if (instrument.kind === 'spot' || instrument.option !== null) continue;
    const earned = unrealisedPnl(of);
    if (!earned.ok) continue;
    const { account, source } = position;
    const asset = instrument.settlement;
    add({ account, asset, rate: settlementRate, units: earned.value, oldest, source });
  }
  return [...found.values()];
}

/** Venue of each margin account. */
export const venuesOf = (accounts: readonly MarginAccount[]): ReadonlyMap<MarginAccountId, Venue> =>
  new Map(accounts.map((one) => [one.id, one.venue]));

/** Of each coin in each account one line: balances and what open contracts have earned or lost in it so far. */
export function heldLines(
  venues: ReadonlyMap<MarginAccountId, Venue>,
  positions: readonly PricedPosition[],
  holdings: readonly Holding[],
  cash: ReadonlySet<Asset>,
): readonly Line[] {
  const lines: Line[] = [];
  for (const pot of pots(positions, holdings)) {
    const venue = venues.get(pot.account);
    if (venue !== undefined && !cash.has(pot.asset) && pot.units !== 0) {
      lines.push(heldLine(pot, venue));
    }
  }
  return lines;
}

/**
 * Everything with market risk, line by line: positions, and of each coin in each account one line
 * with its balances and what open contracts have earned or lost in it so far. Cash and pegged
 * coins carry no exposure.
 */
export function exposureLines(
  accounts: readonly MarginAccount[],
  positions: readonly PricedPosition[],
  holdings: readonly Holding[],
  cash: ReadonlySet<Asset>,
): readonly Line[] {
  const venues = venuesOf(accounts);
  const lines = positions.flatMap((of) => {
    const venue = venues.get(of.position.account);
    return venue === undefined ? [] : [positionLine(of, venue)];
  });
  return [...lines, ...heldLines(venues, positions, holdings, cash)];
}

function heldLine({ account, asset, rate, units, oldest, source }: Pot, venue: Venue): Line {
  return {
    id: `${account}|${asset}`,
    label: `${asset} balance`,
    account,
    venue,
    unit: {
      key: `held ${asset}`,
      underlying: asset,
      settlement: asset,
      value: { kind: 'held', slope: rate },
    },
    quantity: units,
    contracts: null,
    instrument: null,
    expiry: null,
    mark: price(rate),
    markUnit: null,
    sensitivities: { delta: units * rate, gamma: 0, vega: 0, theta: 0 },
    notional: Math.abs(units) * rate,
    pnl: ok(0),
    oldest,
    source,
  };
}
