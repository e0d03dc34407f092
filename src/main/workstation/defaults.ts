import type { MeasureSettings, WarningLimits } from '../../engine/model/parameters.ts';
import { ratio } from '../../engine/values/units.ts';

/** Where the warning levels begin until the user sets limits: margin ratio, 1 is liquidation. */
export const defaultLimits: WarningLimits = {
  watch: ratio(0.6),
  call: ratio(0.8),
  liquidation: ratio(1),
  hysteresis: ratio(0.03),
};

/** VaR 99 %, ES 97.5 %, house need ES 99 %: filtered history of up to 500 joint days. */
export const defaultMeasures: MeasureSettings = {
  varTail: '0.01',
  shortfallTail: '0.025',
  houseTail: '0.01',
  lookback: 500,
  fewest: 250,
  history: 'filtered',
  decay: ratio(0.97),
};

/** A price older than a day is stale. */
export const defaultStaleAfter = 86_400_000;
