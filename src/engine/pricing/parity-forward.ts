import { fail, ok, type Outcome } from '../values/outcome.ts';
import { unfitInput } from './market-check.ts';

/** A call and a put of one strike and expiry. */
export type ParityQuote = {
  readonly strike: number;
  readonly callMinusPut: number;
  /** Relative trust, positive: 1 ÷ spread². */
  readonly weight: number;
};

export type ParityForward = {
  readonly discount: number;
  readonly forward: number;
  /** Share of the weighted variance of call − put that the line explains, in [0, 1]. */
  readonly determination: number;
};

/**
 * Forward and discount factor from put-call parity, C − P = D (F − K): the weighted least-squares
 * line of call − put on strike.
 */
export function parityForward(quotes: readonly ParityQuote[]): Outcome<ParityForward> {
  const unfit = unfitInput(
    quotes.flatMap(
      ({ strike, callMinusPut, weight }) =>
        [
          ['strike', strike, 'positive'],
          ['call minus put', callMinusPut, 'finite'],
          ['weight', weight, 'positive'],
        ] as const,
    ),
  );
  if (unfit !== null) return fail(unfit.reason, unfit.message);

  let weights = 0;
  let strikes = 0;
  let differences = 0;
  for (const { strike, callMinusPut, weight } of quotes) {
    weights += weight;
    strikes += weight * strike;
    differences += weight * callMinusPut;
  }
  const meanStrike = strikes / weights;
  const meanDifference = differences / weights;
  let strikeSquares = 0;
  let differenceSquares = 0;
  let products = 0;
  for (const { strike, callMinusPut, weight } of quotes) {
    strikeSquares += weight * (strike - meanStrike) ** 2;
    differenceSquares += weight * (callMinusPut - meanDifference) ** 2;
    products += weight * (strike - meanStrike) * (callMinusPut - meanDifference);
  }
  if (!(strikeSquares > 0)) {
    return fail('missing-market-data', 'parity needs call and put quotes of two strikes at least');
  }
  const discount = -products / strikeSquares;
  if (!(discount > 0)) {
    return fail('not-applicable', `call - put does not fall with the strike: slope ${-discount}`);
  }
  return ok({
    discount,
    forward: meanStrike + meanDifference / discount,
    determination: (products / strikeSquares) * (products / differenceSquares),
  });
}
