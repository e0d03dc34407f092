import { liquidationAuction } from './auction.ts';
import { backtest, duel, exceptions } from './backtest.ts';
import { correlation, factor, nearest, pairwise } from './correlation.ts';
import { copula, copulaRisk, rankCorrelation, studentRisk } from './copula.ts';
import { callPeriod, creditAdjustment, exposure, regulatoryExposure } from './credit.ts';
import { contributions, filteredRisk, risk } from './distribution.ts';
import type { MeasureKind } from './kind.ts';
import { closeOut, impact, schedule } from './liquidity.ts';
import { cornishFisherRisk, deltaGammaRisk, normalRisk } from './parametric.ts';
import { marginSwings } from './procyclicality.ts';
import { absorptionRatio, cascade, forcedSales, member } from './systemic.ts';
import { venueFunding, venueMark } from './venue-prices.ts';
import { dynamic, garch, range, realised } from './volatility.ts';

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
  'close-out': closeOut,
  impact,
  schedule,
  member,
  absorption: absorptionRatio,
  cascade,
  'fire-sale': forcedSales,
  exposure,
  'call-period': callPeriod,
  'regulatory-exposure': regulatoryExposure,
  'credit-value': creditAdjustment,
  garch,
  'realised-variance': realised,
  'range-variance': range,
  'dynamic-correlation': dynamic,
  copula,
  'copula-risk': copulaRisk,
  'student-risk': studentRisk,
  'rank-correlation': rankCorrelation,
  'liquidation-auction': liquidationAuction,
  mark: venueMark,
  funding: venueFunding,
};
