import { backtest, duel, exceptions } from './backtest.ts';
import { correlation, factor, nearest, pairwise } from './correlation.ts';
import { contributions, filteredRisk, risk } from './distribution.ts';
import type { MeasureKind } from './kind.ts';
import { cornishFisherRisk, deltaGammaRisk, normalRisk } from './parametric.ts';
import { marginSwings } from './procyclicality.ts';

/** Everything that `measure` answers, by the word a request names it with. */
export const measureKinds: Readonly<Record<string, MeasureKind>> = {
  risk,
  'filtered-risk': filteredRisk,
  contributions,
  'normal-risk': normalRisk,
  'cornish-fisher': cornishFisherRisk,
  'delta-gamma': deltaGammaRisk,
  correlation,
  'pairwise-correlation': pairwise,
  'nearest-correlation': nearest,
  factor,
  backtest,
  exceptions,
  duel,
  procyclicality: marginSwings,
};
