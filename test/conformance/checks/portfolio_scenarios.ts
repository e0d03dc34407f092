import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import { inversePnl } from '../../../src/engine/pricing/inverse-future.ts';
import { volatilityFactor, type TermRule } from '../../../src/engine/pricing/volatility-shock.ts';
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

/** Value in USD of an option under a price factor and a volatility shock. */
function optionValue(of: Option, factor: number, shock: number): number {
  const volatility = of.vol * volatilityFactor(shock, of.T * 365, rule);
  const forward = of.F * factor;
  const deviation = volatility * Math.sqrt(of.T);
  const points = undiscountedBlack(of.type, forward, of.K, deviation);
  return of.kind === 'linear_option' ? points : (points / forward) * of.spot * factor;
}

/** P&L in USD of one position when spot and forward move by a factor. */
function pnl(of: Instrument, factor: number, shock: number): number {
  switch (of.kind) {
    case 'spot':
      return of.qty * of.spot * (factor - 1);
    case 'linear_future':
      return of.qty * of.F * (factor - 1);
    case 'inverse_perp': {
      const position = { contracts: of.qty, contractValue: of.contract_usd, entry: of.entry };
      const after = inversePnl(position, of.F * factor) * of.spot * factor;
      return after - inversePnl(position, of.F) * of.spot;
    }
    case 'linear_option':
    case 'inverse_option':
      return of.qty * (optionValue(of, factor, shock) - optionValue(of, 1, 0));
  }
}

type Shift = { readonly factor: number; readonly shock: number; readonly weight: number };

/** P&L of the book in every scenario, and the gross of its positions' P&Ls for the tolerance. */
function bookPnl(
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

export const check: VectorCheck = vectorCheck<Case>((vector): readonly Comparison[] => {
  const shifts: readonly Shift[] =
    vector.kind === 'scenario_grid'
      ? vector.scenarios.map(({ move, vol, weight }) => ({ factor: 1 + move, shock: vol, weight }))
      : vector.history_log_return_and_log_vol_change.map(([change, volatility]) => ({
          factor: Math.exp(change),
          shock: Math.expm1(volatility),
          weight: 1,
        }));
  const { net, gross } = bookPnl(vector.instruments, shifts);
  const allowed = (_: number, s: number): number => 1e-9 * gross[s]! + 1e-6;
  if (vector.kind === 'scenario_grid') {
    const worst = net.indexOf(Math.min(...net));
    const { loss, index } = vector.expected.worst;
    return [
      ...nearEach('weighted_pnl_usd', net, vector.expected.weighted_pnl_usd, allowed),
      same('worst.index', worst, index),
      near('worst.loss', -net[worst]!, loss, 1e-9 * gross[worst]! + 1e-6),
    ];
  }
  const { pnl_usd: reference, ...measures } = vector.expected;
  return [
    ...nearEach('pnl_usd', net, reference, allowed),
    ...Object.entries(measures).map(([name, expected]) => {
      const tail = name.slice(name.indexOf('_') + 1);
      const measure = name.startsWith('var_') ? valueAtRisk(net, tail) : expectedShortfall(net, tail);
      return near(name, measure.value, expected, 1e-9 * Math.abs(expected));
    }),
  ];
});
