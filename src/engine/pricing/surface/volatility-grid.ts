import type { VolatilityGrid } from '../../contract/surface.ts';
import type { DatedSmile } from './calendar-check.ts';
import { smileVolatility } from './smile-numbers.ts';

const columns = 41;

/** Volatilities of smiles over their quoted strikes, for drawing: evenly spaced k, 0 among them. */
export function volatilityGrid(smiles: readonly DatedSmile[]): VolatilityGrid {
  const reach = Math.max(...smiles.map(({ quoted }) => Math.max(-quoted.low, quoted.high)), 0);
  const half = (columns - 1) / 2;
  const k = Array.from({ length: columns }, (_, i) => (reach * (i - half)) / half);
  return {
    k,
    rows: smiles.map(({ expiry, years, smile, quoted }) => ({
      expiry,
      volatilities: k.map((x) => {
        const found = smileVolatility(smile, years, x);
        return found.ok && x >= quoted.low && x <= quoted.high ? found.value : null;
      }),
    })),
  };
}
