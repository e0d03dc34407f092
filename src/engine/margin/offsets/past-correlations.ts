import { sampleCorrelation } from '../../measures/correlation.ts';
import { rowsOf, type ScenarioSet } from '../../scenarios/scenario-set.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, type Outcome } from '../../values/outcome.ts';

/** Fewest joint days of a stretch of history. */
const FEWEST = 20;

/**
 * Sample correlations of log moves in a stretch of plain history.
 *
 * @param from ISO day, as `to`, both within
 * @returns row-major [asset × asset]
 */
export function pastCorrelations(
  history: ScenarioSet | null,
  assets: readonly Asset[],
  from: string,
  to: string,
): Outcome<Float64Array> {
  const count = history?.labels.length ?? 0;
  const days = [...Array(count).keys()].filter((day) => {
    const label = history?.labels[day] ?? '';
    return label >= from && label <= to;
  });
  if (history === null || days.length < FEWEST) {
    return fail(
      'missing-market-data',
      `${days.length} joint returns from ${from} to ${to}, fewer than ${FEWEST}; history is ${history?.labels[0] ?? 'none'} to ${history?.labels.at(-1) ?? ''}`,
    );
  }
  const rows = rowsOf(history);
  const unknown = assets.filter((asset) => !rows.has(asset));
  if (unknown.length > 0) {
    return fail('missing-market-data', `${unknown.join(', ')} have no joint history then`);
  }
  const n = assets.length;
  const columns = assets.map((asset) => rows.get(asset)! * count);
  return sampleCorrelation({
    assets,
    rows: days.length,
    values: Float64Array.from({ length: days.length * n }, (_, at) =>
      Math.log(history.prices[columns[at % n]! + days[Math.floor(at / n)]!]!),
    ),
  });
}
