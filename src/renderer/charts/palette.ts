import { divergingColour } from './colour.ts';
import type { ChartTheme } from './theme.ts';

const STEPS = 200;

/** The diverging colour of values from −1 to 1 from a table: a large heatmap asks for it at every cell. */
export function divergingPalette(theme: ChartTheme): (value: number) => string {
  const colour = divergingColour(1, theme);
  const table = Array.from({ length: STEPS + 1 }, (_, at) => colour((2 * at) / STEPS - 1));
  return (value) =>
    table[Math.round(((Math.min(Math.max(value, -1), 1) + 1) / 2) * STEPS)] ?? theme.middle;
}
