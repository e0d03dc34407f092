import type { PricedPosition } from '../../model/priced.ts';
import { normalCumulative } from '../../numeric/special/normal.ts';
import { logMoneyness } from '../../pricing/black.ts';

/**
 * Delta of a position in units of the underlying, long positive. Of an option that is quoted in
 * the underlying the premium is taken off, as the venue does ("net transaction delta").
 */
export function netDelta(of: PricedPosition): number {
  const { instrument, position, mark, forward, years } = of;
  const size = position.quantity * instrument.multiplier;
  const { option, payoff } = instrument;
  if (option === null) return payoff === 'inverse' ? size / mark : size;
  const side = option.right === 'call' ? 1 : -1;
  const deviation = (of.volatility ?? 0) * Math.sqrt(years);
  const away = logMoneyness(forward, option.strike);
  const d1 = deviation > 0 ? away / deviation + deviation / 2 : Math.sign(away) * Infinity;
  const inside = away === 0 && !(deviation > 0) ? 0.5 : normalCumulative(side * d1);
  return size * (side * inside - (instrument.priceUnit === 'underlying' ? mark : 0));
}
