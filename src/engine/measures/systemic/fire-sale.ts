import { invariant } from '../../values/invariant.ts';

export type FireSaleInputs = {
  /** Share of each asset in each member's assets, row-major [member × asset]. */
  readonly weights: Float64Array;
  /** Total assets, [member]. */
  readonly assets: Float64Array;
  /** Debt by equity, [member]. */
  readonly leverage: Float64Array;
  /** Price change per currency unit sold, as a fraction, [asset]. */
  readonly impact: Float64Array;
  /** First return, [asset]. */
  readonly shock: Float64Array;
};

export type FireSale = {
  /** Loss of the shock itself, [member]. */
  readonly directLosses: Float64Array;
  /** Sold to get back to the old leverage, [member]. */
  readonly sales: Float64Array;
  /** Return that the sales cause, [asset]. */
  readonly priceImpacts: Float64Array;
  /** Loss that the sales cause, [member]. */
  readonly secondLosses: Float64Array;
  /** All of those by all equity. */
  readonly aggregateVulnerability: number;
};

/**
 * Losses from forced selling by members who hold the same assets.
 *
 * @see Greenwood, Landier & Thesmar, "Vulnerable banks" (2015)
 */
export function fireSale(inputs: FireSaleInputs): FireSale {
  const { weights, assets, leverage, impact, shock } = inputs;
  const [members, kinds] = [assets.length, shock.length];
  invariant(weights.length === members * kinds, 'every member has a weight of every asset');
  const lossOn = (returns: Float64Array): Float64Array =>
    assets.map((total, i) => {
      let change = 0;
      for (let j = 0; j < kinds; j++) change += weights[i * kinds + j]! * returns[j]!;
      return -total * change;
    });
  const directLosses = lossOn(shock);
  const sales = directLosses.map((loss, i) => loss * leverage[i]!);
  const priceImpacts = impact.map((perUnit, j) => {
    let sold = 0;
    for (let i = 0; i < members; i++) sold += weights[i * kinds + j]! * sales[i]!;
    return -perUnit * sold;
  });
  const secondLosses = lossOn(priceImpacts);
  const equity = assets.reduce((sum, total, i) => sum + total / (1 + leverage[i]!), 0);
  return {
    directLosses,
    sales,
    priceImpacts,
    secondLosses,
    aggregateVulnerability: secondLosses.reduce((sum, loss) => sum + loss, 0) / equity,
  };
}
