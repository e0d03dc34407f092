import { asset } from '../../../src/engine/values/ids.ts';
import { expectedShortfall } from '../../../src/engine/measures/expected-shortfall.ts';
import {
  filteredReturns,
  volatilityPath,
  type Scaling,
} from '../../../src/engine/measures/filtered-history.ts';
import { valueAtRisk } from '../../../src/engine/measures/value-at-risk.ts';
import { near, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Case = {
  readonly lambda: number;
  readonly seed_n: number;
  readonly vol_floor: number;
  readonly returns_oldest_first: readonly number[];
  readonly exposures: readonly number[];
  readonly expected: Readonly<
    Record<string, number | { readonly var: number; readonly es: number }>
  >;
};

/** `full_exposure+1000000_p0.01` */
const scenarioKey = /^(full|half)_exposure([+-][\d.eE+-]+)_p([\d.]+)$/;

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const values = Float64Array.from(vector.returns_oldest_first);
  const settings = { decay: vector.lambda, seed: vector.seed_n, floor: vector.vol_floor };
  const path = volatilityPath(values, settings);
  const standard = values.map((r, day) => r / Math.max(path[day]!, settings.floor));
  const figures: Readonly<Record<string, number>> = {
    vol_path_first: path[0]!,
    vol_path_mid: path[Math.floor(values.length / 2)]!,
    vol_next: path.at(-1)!,
    z_min: Math.min(...standard),
    z_max: Math.max(...standard),
  };
  return Object.entries(vector.expected).flatMap(([key, expected]) => {
    const close = (field: string, actual: number, reference: number): Comparison =>
      near(`${key} ${field}`, actual, reference, 1e-10 * Math.abs(reference));
    if (typeof expected === 'number') return [close('', figures[key] ?? NaN, expected)];
    const [, scaling, exposure, tail] = scenarioKey.exec(key) ?? [];
    const scaled = filteredReturns(
      { assets: [asset('X')], rows: values.length, values },
      { ...settings, scaling: scaling as Scaling },
    );
    const pnl = scaled.values.map((r) => Number(exposure) * r);
    return [
      close('var', valueAtRisk(pnl, tail!).value, expected.var),
      close('es', expectedShortfall(pnl, tail!).value, expected.es),
    ];
  });
});
