import { z } from 'zod';
import { ageWeighted } from '../../../engine/measures/age-weighted.ts';
import {
  expectedShortfall,
  shortfallContributions,
} from '../../../engine/measures/expected-shortfall.ts';
import { filteredReturns } from '../../../engine/measures/filtered-history.ts';
import { observedSample } from '../../../engine/measures/outcomes.ts';
import { lossQuantile, quantileConventions, tailMean } from '../../../engine/measures/quantile.ts';
import {
  incrementalShortfalls,
  quantileContributions,
} from '../../../engine/measures/scenario-components.ts';
import { valueAtRisk } from '../../../engine/measures/value-at-risk.ts';
import { asset } from '../../../engine/values/ids.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { decay, gappySeries, series, table, tail, tails } from './fields.ts';
import { measureKind, type Answer, type MeasureKind } from './kind.ts';

function tailFigures(pnl: Float64Array, at: string): Answer {
  const found = valueAtRisk(pnl, at);
  const shortfall = expectedShortfall(pnl, at);
  return {
    tail: at,
    valueAtRisk: found.value,
    low: found.low,
    high: found.high,
    rank: found.rank,
    scenario: found.index,
    expectedShortfall: shortfall.value,
    standardError: shortfall.standardError,
  };
}

/** VaR and expected shortfall of a P&L sample; `conventions` adds the other quantile rules. */
export const risk: MeasureKind = measureKind(
  z.object({
    pnl: gappySeries,
    tails,
    conventions: z.boolean().default(false),
    ageDecay: decay.optional(),
  }),
  (request) => {
    const sample = observedSample(request.pnl);
    if (!sample.ok) return sample;
    const { pnl, missing } = sample.value;
    const { ageDecay } = request;
    // The scenario is named by its place in the request, where the gaps still are.
    const places = [...request.pnl.keys()].filter((place) => request.pnl[place] !== null);
    return ok({
      outcomes: pnl.length,
      missing,
      measures: request.tails.map((at) => {
        const figures = tailFigures(pnl, at);
        return { ...figures, scenario: places[Number(figures['scenario'])]! };
      }),
      ...(request.conventions && {
        conventions: request.tails.map((at) => ({
          tail: at,
          ...Object.fromEntries(
            quantileConventions.map((name) => [name, lossQuantile(pnl, at, name)]),
          ),
          tailMean: tailMean(pnl, at),
        })),
      }),
      ...(ageDecay !== undefined && {
        ageWeighted: request.tails.map((at) => ({ tail: at, ...ageWeighted(pnl, at, ageDecay) })),
      }),
    });
  },
);

/** The same for linear exposures to returns that are first brought to today's volatility. */
export const filteredRisk: MeasureKind = measureKind(
  z
    .object({
      returns: table,
      exposures: series,
      tails,
      decay: decay.default(0.97),
      seed: z.number().int().min(1).default(30),
      floor: z.number().gt(0).default(1e-6),
      scaling: z.enum(['full', 'half']).default('full'),
    })
    .refine(({ returns, exposures }) => returns[0]?.length === exposures.length, {
      message: 'there must be an exposure for every column of returns',
    }),
  ({ returns, exposures, tails: wanted, ...settings }) => {
    const filtered = filteredReturns(
      {
        assets: exposures.map((_, i) => asset(`${i}`)),
        rows: returns.length,
        values: Float64Array.from(returns.flat()),
      },
      settings,
    );
    const pnl = Float64Array.from(returns, (_, day) =>
      exposures.reduce(
        (sum, exposure, i) => sum + exposure * filtered.values[day * exposures.length + i]!,
        0,
      ),
    );
    return ok({
      outcomes: pnl.length,
      scaling: settings.scaling,
      measures: wanted.map((at) => tailFigures(pnl, at)),
    });
  },
);

/** Euler contributions of parts to the expected shortfall of their sum. */
export const contributions: MeasureKind = measureKind(
  z
    .object({ parts: z.array(z.object({ label: z.string(), pnl: series })).min(1), tail })
    .refine(({ parts }) => parts.every(({ pnl }) => pnl.length === parts[0]?.pnl.length), {
      message: 'every part must have an outcome for every scenario',
    }),
  ({ parts, tail: at }) => {
    const columns = parts.map(({ pnl }) => Float64Array.from(pnl));
    const total = columns[0]!.map((_, s) => columns.reduce((sum, column) => sum + column[s]!, 0));
    const shares = shortfallContributions(columns, total, at);
    const incremental = incrementalShortfalls(columns, total, at);
    const inScenario = quantileContributions(columns, total, at);
    return ok({
      ...tailFigures(total, at),
      parts: parts.map(({ label }, i) => ({
        label,
        expectedShortfall: shares[i]!,
        incremental: incremental[i]!,
        lossInVarScenario: inScenario[i]!,
      })),
    });
  },
);
