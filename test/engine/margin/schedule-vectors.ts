import type { Schedule, ScheduleTrade } from '../../../src/engine/margin/schedule.ts';
import { vectorFile } from './vectors.ts';

export const scheduleVectors = vectorFile('margin/schedule.json') as {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly gross: number;
  readonly grossReplacementCost: number;
  readonly netReplacementCost: number;
  readonly collect: number;
  readonly post: number;
};

/** A schedule of one rate. */
export const onePercent: Schedule = {
  netShare: 0.6,
  source: 'test',
  rates: [{ assetClass: 'interest rate', upToYears: null, rate: 0.01 }],
};

export const aTrade = (fields: Partial<ScheduleTrade>): ScheduleTrade => ({
  name: 'swap',
  assetClass: 'interest rate',
  years: 1,
  notional: 0,
  presentValue: 0,
  ...fields,
});

/** Trades with the published sums. */
export const scheduleTrades: readonly ScheduleTrade[] = [
  aTrade({
    notional: scheduleVectors.gross * 100,
    presentValue: scheduleVectors.grossReplacementCost,
  }),
  aTrade({
    presentValue: scheduleVectors.netReplacementCost - scheduleVectors.grossReplacementCost,
  }),
];
