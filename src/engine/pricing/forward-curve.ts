import { fail, ok, type Outcome } from '../values/outcome.ts';
import { logMoneyness } from './black.ts';
import { unfitInput } from './market-check.ts';

/** Forwards of one underlying: spot at time 0, then futures in the order of their expiries. */
export type ForwardCurve = {
  readonly spot: number;
  /** Years to expiry, positive, strictly increasing. */
  readonly years: readonly number[];
  /** Futures prices at those times, positive. */
  readonly futures: readonly number[];
};

/** Checks the knots once, so that reading the curve cannot fail. */
export function forwardCurve(
  spot: number,
  knots: readonly { readonly years: number; readonly future: number }[],
): Outcome<ForwardCurve> {
  const ordered = knots.toSorted((a, b) => a.years - b.years);
  const unfit = unfitInput([
    ['spot', spot, 'positive'],
    ...ordered.flatMap(
      ({ years, future }) =>
        [
          ['years', years, 'positive'],
          ['future', future, 'positive'],
        ] as const,
    ),
  ]);
  if (unfit !== null) return fail(unfit.reason, unfit.message);
  const twice = ordered.find(({ years }, i) => ordered[i + 1]?.years === years);
  if (twice !== undefined) {
    return fail('ambiguous', `two futures expire after ${twice.years} years`);
  }
  return ok({
    spot,
    years: ordered.map(({ years }) => years),
    futures: ordered.map(({ future }) => future),
  });
}

/**
 * Forward at a time: its logarithm is linear between the knots, and the last average carry is held
 * beyond them. Without futures it is the spot.
 *
 * @param years at least 0
 */
export function forwardAt({ spot, years: knots, futures }: ForwardCurve, years: number): number {
  const last = knots.length - 1;
  if (last < 0 || years === 0) return spot;
  const after = knots.findIndex((knot) => knot >= years);
  if (after < 0) {
    const average = logMoneyness(futures[last]!, spot) / knots[last]!;
    return futures[last]! * Math.exp(average * (years - knots[last]!));
  }
  const [fromYears, from] = after === 0 ? [0, spot] : [knots[after - 1]!, futures[after - 1]!];
  const share = (years - fromYears) / (knots[after]! - fromYears);
  if (share === 1) return futures[after]!;
  return from * Math.exp(share * logMoneyness(futures[after]!, from));
}
