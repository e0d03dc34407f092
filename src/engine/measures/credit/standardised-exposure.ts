/** Numbers of the regulation, dated data: see `resources/regulation`. */
export type ExposureRule = {
  /** Factor on the sum. */
  readonly alpha: number;
  /** Least share of the add-on that over-collateralisation leaves. */
  readonly floor: number;
};

export type StandardisedExposure = {
  readonly replacementCost: number;
  /** Share of the add-on that counts, from the floor to 1. */
  readonly multiplier: number;
  readonly potential: number;
  readonly atDefault: number;
};

/**
 * Regulatory exposure at default of an unmargined netting set.
 *
 * @param value now, positive is owed to us
 * @param collateral held by us after haircuts, negative is posted
 * @param addOn aggregate, positive
 * @see Basel Framework, CRE52
 */
export function standardisedExposure(
  {
    value,
    collateral,
    addOn,
  }: { readonly value: number; readonly collateral: number; readonly addOn: number },
  { alpha, floor }: ExposureRule,
): StandardisedExposure {
  const net = value - collateral;
  const replacementCost = Math.max(net, 0);
  const share = floor + (1 - floor) * Math.exp(net / (2 * (1 - floor) * addOn));
  const multiplier = Math.min(1, share);
  const potential = multiplier * addOn;
  return {
    replacementCost,
    multiplier,
    potential,
    atDefault: alpha * (replacementCost + potential),
  };
}
