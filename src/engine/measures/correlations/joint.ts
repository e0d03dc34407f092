import type { CorrelationModel } from '../../contract/correlation.ts';
import type { JointReturns } from '../../scenarios/history.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { definedCorrelation, sampleCorrelation } from '../correlation.ts';
import { modelCovariance } from '../covariance-models.ts';
import { columnOf } from '../covariance.ts';
import { volatilityPath } from '../filtered-history.ts';
import { dynamicFit } from '../volatility/dynamic-correlation.ts';
import type { Estimate } from './estimate.ts';
import { effectiveDays } from './fisher.ts';

type Settings = { readonly decay: number; readonly filterSeed: number };

type Fitted = Pick<Estimate, 'matrix' | 'intensity' | 'dynamics' | 'notes'>;

/** Most assets of the dynamic model: its two weights are one for all. */
const MOST_DYNAMIC = 20;

/** Every column divided by its own standard deviation about its mean. */
function standardised({ values, rows, assets }: JointReturns): Float64Array {
  const n = assets.length;
  const scale = assets.map((_, c) => {
    const column = columnOf(values, rows, n, c);
    const mean = column.reduce((sum, x) => sum + x, 0) / rows;
    return Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (rows - 1));
  });
  return values.map((x, at) => (scale[at % n]! > 0 ? x / scale[at % n]! : x));
}

function dynamic(
  { values, rows, assets }: JointReturns,
  { decay, filterSeed: seed }: Settings,
): Outcome<Fitted> {
  const n = assets.length;
  if (n > MOST_DYNAMIC) {
    return fail(
      'limit-exceeded',
      `two weights for all pairs fit no more than ${MOST_DYNAMIC} assets, there are ${n}`,
    );
  }
  const paths = assets.map((_, c) => volatilityPath(columnOf(values, rows, n, c), { decay, seed }));
  const residuals = values.map((r, at) => r / paths[at % n]![Math.floor(at / n)]!);
  if (!residuals.every(Number.isFinite)) {
    return fail('missing-market-data', 'no correlation: one of the series did not move');
  }
  const { next, news, memory } = dynamicFit(residuals, n);
  return ok({
    matrix: next,
    intensity: null,
    dynamics: { news, memory },
    notes: [`returns divided by their own volatility of the day before (EWMA ${decay})`],
  });
}

function fitted(
  model: Exclude<CorrelationModel, 'pairwise'>,
  returns: JointReturns,
  settings: Settings,
): Outcome<Fitted> {
  if (model === 'dynamic') return dynamic(returns, settings);
  const shrunk = model !== 'sample' && model !== 'ewma';
  const found = modelCovariance(
    model,
    {
      values: shrunk ? standardised(returns) : returns.values,
      rows: returns.rows,
      columns: returns.assets.length,
    },
    { decay: settings.decay, seed: settings.filterSeed },
  );
  if (!found.ok) return found;
  const matrix = definedCorrelation(found.value.covariance, returns.assets);
  return matrix.ok
    ? ok({
        matrix: matrix.value,
        intensity: found.value.intensity,
        dynamics: null,
        notes: shrunk ? ['shrunk after each return was divided by its standard deviation'] : [],
      })
    : matrix;
}

const isAbout = (note: string, asset: Asset): boolean =>
  note.startsWith(`${asset} `) || note.startsWith(`${asset}:`);

/** Correlations of returns that all assets have on the same days. */
export function jointEstimate(
  model: Exclude<CorrelationModel, 'pairwise'>,
  returns: JointReturns,
  settings: Settings,
): Outcome<Estimate> {
  const { assets, rows, days, excluded, notes } = returns;
  const found = fitted(model, returns, settings);
  if (!found.ok) return found;
  const sample = sampleCorrelation(returns);
  if (!sample.ok) return sample;
  const own = model === 'sample' || model === 'ewma';
  const worth = model === 'ewma' ? effectiveDays(rows, settings.decay) : rows;
  const reasonOf = (asset: Asset): string =>
    notes.find((note) => isAbout(note, asset)) ?? 'too few days in common';
  return ok({
    ...found.value,
    assets,
    measured: own ? found.value.matrix : sample.value,
    days: new Float64Array(assets.length ** 2).fill(worth),
    observations: rows,
    from: days[0]!,
    to: days.at(-1)!,
    excluded: excluded.map((asset) => ({ asset, reason: reasonOf(asset) })),
    notes: [
      ...found.value.notes,
      ...(own ? [] : ['intervals are those of the sample correlations of the same days']),
      ...notes.filter((note) => !excluded.some((asset) => isAbout(note, asset))),
    ],
  });
}
