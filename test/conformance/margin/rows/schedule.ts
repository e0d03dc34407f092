import { scheduleMargin } from '../../../../src/engine/margin/schedule.ts';
import {
  onePercent,
  scheduleTrades,
  scheduleVectors,
} from '../../../engine/margin/schedule-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

/** Both sides of the published example. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'schedule',
  scheduleVectors.source,
  (['collect', 'post'] as const).map((side) => {
    const found = scheduleMargin(scheduleTrades, onePercent, side, 'USD');
    return {
      vector: `V-SCHED ${side}`,
      published: scheduleVectors[side],
      ours: found.ok ? found.value.margin.value : Number.NaN,
      tolerance: scheduleVectors.tolerance.absolute,
    };
  }),
);
