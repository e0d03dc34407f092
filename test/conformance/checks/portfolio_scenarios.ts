import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { volatilityFactor, type TermRule } from '../../../src/engine/pricing/volatility-shock.ts';
import { strictKernel } from '../../../src/engine/revaluation/kernel/kernels.ts';
import { typescriptKernel } from '../../../src/engine/revaluation/kernel/typescript-kernel.ts';
import { unitPnl, unitValue, type UnitValue } from '../../../src/engine/revaluation/unit-value.ts';
import { bookPnl } from '../../../src/engine/scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../../src/engine/scenarios/compiled/compiled-book.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { aPricedPosition, anInstrument } from '../../support/builders.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Option = {
  readonly kind: 'linear_option' | 'inverse_option';
  readonly type: 'call' | 'put';
  readonly spot: number;
  readonly F: number;
  readonly K: number;
  readonly T: number;
  readonly vol: number;
  readonly qty: number;
};
type Instrument =
  | { readonly kind: 'spot'; readonly spot: number; readonly qty: number }
  | {
      readonly kind: 'linear_future';
      readonly spot: number;
      readonly F: number;
      readonly qty: number;
    }
  | {
      readonly kind: 'inverse_perp';
      readonly spot: number;
      readonly F: number;
      readonly qty: number;
      readonly contract_usd: number;
      readonly entry: number;
    }
  | Option;

type Case =
  | {
      readonly kind: 'scenario_grid';
      readonly instruments: readonly Instrument[];
      readonly scenarios: readonly {
        readonly move: number;
        readonly vol: number;
        readonly weight: number;
      }[];
      readonly expected: {
        readonly weighted_pnl_usd: readonly number[];
        readonly worst: { readonly index: number; readonly loss: number };
      };
    }
  | {
      readonly kind: 'historical_full_revaluation';
      readonly instruments: readonly Instrument[];
      readonly history_log_return_and_log_vol_change: readonly (readonly [number, number])[];
      readonly expected: { readonly pnl_usd: readonly number[] } & Readonly<Record<string, number>>;
    };

/** The shift rule of the file's conventions. */
const rule: TermRule = { pivotDays: 30, shortPower: 0.3, longPower: 0.13, fewestDays: 1 };

const usd = asset('USD');
const coin = asset('BTC');

/** The vector's instrument as the engine prices it: what it is, and what its coin has earned so far. */
function engineUnits(
  of: Instrument,
): readonly { readonly unit: UnitValue; readonly held: number }[] {
  const { qty, spot } = of;
  const forward = of.kind === 'spot' ? spot : of.F;
  const option = of.kind === 'linear_option' || of.kind === 'inverse_option' ? of : null;
  const inverse = of.kind === 'inverse_perp' || of.kind === 'inverse_option';
  const unit = unitValue({
    ...aPricedPosition(
      anInstrument({
        kind: of.kind === 'spot' ? 'spot' : option === null ? 'future' : 'option',
        payoff: inverse ? 'inverse' : 'linear',
        settlement: inverse ? coin : usd,
        multiplier: of.kind === 'inverse_perp' ? of.contract_usd : 1,
        option: option && { right: option.type, strike: option.K, exercise: 'european' },
      }),
      1,
    ),
    mark: forward,
    spot,
    forward,
    volatility: option && option.vol,
    years: option === null ? 0 : option.T,
    settlementRate: inverse ? spot : 1,
  });
  if (of.kind !== 'inverse_perp') return [{ unit, held: qty }];
  const earned = qty * of.contract_usd * (1 / of.entry - 1 / of.F);
  return [
    { unit, held: qty },
    { unit: { kind: 'held', slope: spot }, held: earned },
  ];
}

/** P&L in USD of one position, by the engine's own revaluation. */
function pnl(of: Instrument, factor: number, shock: number): number {
  const days = 'T' in of ? of.T * 365 : 0;
  const volatility = volatilityFactor(shock, days, rule);
  return engineUnits(of).reduce(
    (sum, { unit, held }) => sum + held * unitPnl(unit, factor, volatility, 1),
    0,
  );
}

type Shift = { readonly factor: number; readonly shock: number; readonly weight: number };

/** P&L of the book in every scenario, and the gross of its positions' P&Ls for the tolerance. */
function plainPnl(
  instruments: readonly Instrument[],
  shifts: readonly Shift[],
): { readonly net: Float64Array; readonly gross: Float64Array } {
  const net = new Float64Array(shifts.length);
  const gross = new Float64Array(shifts.length);
  shifts.forEach(({ factor, shock, weight }, s) => {
    for (const instrument of instruments) {
      const part = weight * pnl(instrument, factor, shock);
      net[s] = net[s]! + part;
      gross[s] = gross[s]! + Math.abs(part);
    }
  });
  return { net, gross };
}

/**
 * The same by a compiled book. Each position has an underlying of its own, since the file shifts a volatility by
 * the days that are left.
 */
function compiledPnl(instruments: readonly Instrument[], shifts: readonly Shift[]): Float64Array[] {
  const assets = instruments.map((_, i) => asset(`C${i}`));
  const held = instruments.flatMap((of, i) =>
    engineUnits(of).map(({ unit: value, held: quantity }, part) => {
      const unit = { key: `${i} ${part}`, underlying: assets[i]!, settlement: usd, value };
      return { unit, quantity, group: 0 };
    }),
  );
  const days = instruments.map((of) => ('T' in of ? of.T * 365 : 0));
  const set = {
    kind: 'stress' as const,
    labels: shifts.map((_, s) => `${s}`),
    assets,
    prices: Float64Array.from(days.flatMap(() => shifts.map(({ factor }) => factor))),
    volatilities: Float64Array.from(
      days.flatMap((left) => shifts.map(({ shock }) => volatilityFactor(shock, left, rule))),
    ),
  };
  return [strictKernel(), typescriptKernel].map((kernel) =>
    bookPnl(kernel)(compileBook(held, 1), set).map((one, s) => one * shifts[s]!.weight),
  );
}

export const check: VectorCheck = vectorCheck<Case>((vector): readonly Comparison[] => {
  const shifts: readonly Shift[] =
    vector.kind === 'scenario_grid'
      ? vector.scenarios.map(({ move, vol, weight }) => ({ factor: 1 + move, shock: vol, weight }))
      : vector.history_log_return_and_log_vol_change.map(([change, volatility]) => ({
          factor: Math.exp(change),
          shock: Math.expm1(volatility),
          weight: 1,
        }));
  const { net, gross } = plainPnl(vector.instruments, shifts);
  const allowed = (_: number, s: number): number => 1e-9 * gross[s]! + 1e-6;
  const reference =
    vector.kind === 'scenario_grid' ? vector.expected.weighted_pnl_usd : vector.expected.pnl_usd;
  const compiled = compiledPnl(vector.instruments, shifts).flatMap((one) =>
    nearEach('pnl of the compiled book', one, reference, allowed),
  );
  if (vector.kind === 'scenario_grid') {
    const worst = net.indexOf(Math.min(...net));
    const { loss, index } = vector.expected.worst;
    return [
      ...compiled,
      ...nearEach('weighted_pnl_usd', net, reference, allowed),
      same('worst.index', worst, index),
      near('worst.loss', -net[worst]!, loss, 1e-9 * gross[worst]! + 1e-6),
    ];
  }
  const { pnl_usd: _, ...measures } = vector.expected;
  return [
    ...compiled,
    ...nearEach('pnl_usd', net, reference, allowed),
    ...Object.entries(measures).map(([name, expected]) => {
      const tail = name.slice(name.indexOf('_') + 1);
      const measure = name.startsWith('var_')
        ? valueAtRisk(net, tail)
        : expectedShortfall(net, tail);
      return near(name, measure.value, expected, 1e-9 * Math.abs(expected));
    }),
  ];
});
