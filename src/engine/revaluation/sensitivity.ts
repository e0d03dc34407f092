import type { Sensitivities } from '../contract/snapshot.ts';
import { normalCumulative, normalDensity } from '../numeric/special/normal.ts';
import { undiscountedBlack } from '../pricing/black.ts';
import type { OptionValue, UnitValue } from './unit-value.ts';

const DAY = 1 / 365;

const flat: Sensitivities = { delta: 0, gamma: 0, vega: 0, theta: 0 };

/**
 * Sensitivities of one contract in the reporting currency: delta per +100 % of the underlying,
 * gamma as the change of delta per +1 %, vega per volatility point, theta over the next day.
 */
export function unitSensitivities(unit: UnitValue): Sensitivities {
  return unit.kind === 'option' ? optionSensitivities(unit) : { ...flat, delta: unit.slope };
}

function optionSensitivities(unit: OptionValue): Sensitivities {
  const { right, scale, forward, strike, volatility, years, base } = unit;
  const later = Math.max(years - DAY, 0);
  const tomorrow = undiscountedBlack(right, forward, strike, volatility * Math.sqrt(later));
  const theta = scale * (tomorrow - base);
  const deviation = volatility * Math.sqrt(years);
  const side = right === 'call' ? 1 : -1;
  if (!(deviation > 0)) {
    const inside = side * (forward - strike) > 0;
    return { ...flat, delta: inside ? scale * side * forward : 0, theta };
  }
  const d1 = Math.log(forward / strike) / deviation + deviation / 2;
  const density = normalDensity(d1);
  return {
    delta: scale * side * forward * normalCumulative(side * d1),
    gamma: (scale * forward * density * 0.01) / deviation,
    vega: scale * forward * density * Math.sqrt(years) * 0.01,
    theta,
  };
}

/** Sensitivities of `quantity` contracts. */
export const scaled = (of: Sensitivities, quantity: number): Sensitivities => ({
  delta: of.delta * quantity,
  gamma: of.gamma * quantity,
  vega: of.vega * quantity,
  theta: of.theta * quantity,
});
