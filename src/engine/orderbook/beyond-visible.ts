import { squareRootImpact } from '../measures/liquidity/impact.ts';

/** What an estimate beyond the visible book rests on. */
export type ImpactAssumptions = {
  /** Traded per day, reporting currency, positive. */
  readonly dailyVolume: number;
  /** Standard deviation of daily returns, a fraction. */
  readonly dailyVolatility: number;
  /** Y of the square-root law. */
  readonly coefficient: number;
  /** Who said so. */
  readonly source: string;
};

/** An estimate, never a price that anybody offers. Reporting currency. */
export type BeyondVisible = {
  readonly law: 'square root';
  /** Of the rest: the law's cost of the whole less that of the visible part. */
  readonly cost: number;
  readonly wholeByLaw: number;
  readonly visibleByLaw: number;
  readonly assumptions: ImpactAssumptions;
};

/**
 * What the rest of an order may cost once the visible book is used up. The market has then seen the
 * whole order, so the rest pays the law's cost of the whole, less what the law would have asked of
 * the visible part; without a visible part that is the law itself.
 *
 * @param filled value of the visible part, reporting currency, at least 0
 * @param unfilled value of the rest
 */
export function beyondVisible(
  filled: number,
  unfilled: number,
  assumptions: ImpactAssumptions,
): BeyondVisible {
  const { dailyVolume, dailyVolatility, coefficient } = assumptions;
  const byLaw = (quantity: number): number =>
    squareRootImpact({
      quantity,
      dailyVolume,
      dailyVolatility,
      coefficient,
      price: 1,
      spread: 0,
      participation: 1,
    }).cost;
  const wholeByLaw = byLaw(filled + unfilled);
  const visibleByLaw = byLaw(filled);
  return {
    law: 'square root',
    cost: wholeByLaw - visibleByLaw,
    wholeByLaw,
    visibleByLaw,
    assumptions,
  };
}
