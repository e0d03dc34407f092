import { fail, ok, type Outcome } from '../values/outcome.ts';
import { logMoneyness } from './black.ts';
import { unfitInput } from './market-check.ts';

/** A future's distance from spot. */
export type Basis = {
  /** Future − spot. */
  readonly absolute: number;
  /** Absolute ÷ spot. */
  readonly relative: number;
  /** Relative ÷ years. */
  readonly annualSimple: number;
  /** ln(future ÷ spot) ÷ years. */
  readonly annualContinuous: number;
  /** (future ÷ spot) ^ (1 ÷ years) − 1. */
  readonly annualCompounded: number;
};

/** @param years to expiry, positive: at expiry a basis has no annual rate */
export function basis(spot: number, future: number, years: number): Outcome<Basis> {
  const unfit = unfitInput([
    ['spot', spot, 'positive'],
    ['future', future, 'positive'],
    ['years', years, 'positive'],
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const absolute = future - spot;
  const annualContinuous = logMoneyness(future, spot) / years;
  return ok({
    absolute,
    relative: absolute / spot,
    annualSimple: absolute / spot / years,
    annualContinuous,
    annualCompounded: Math.expm1(annualContinuous),
  });
}
