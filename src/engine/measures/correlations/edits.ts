import type { CorrelationEdit } from '../../contract/correlation.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

const listed = (assets: readonly Asset[]): string => `there are ${assets.join(', ')}`;

/** Rows of the assets named; all where none are named. */
function rowsAmong(
  among: readonly string[] | null,
  assets: readonly Asset[],
): Outcome<ReadonlySet<number>> {
  if (among === null) return ok(new Set(assets.keys()));
  const rows = new Set<number>();
  for (const name of among) {
    const row = assets.findIndex((asset) => asset === name);
    if (row < 0) return fail('not-applicable', `no correlation of "${name}": ${listed(assets)}`);
    rows.add(row);
  }
  return ok(rows);
}

/** What one edit makes of a correlation between two different rows. */
function moved(edit: Exclude<CorrelationEdit, { is: 'pair' | 'as-in' }>, rho: number): number {
  switch (edit.is) {
    case 'multiply':
      return Math.min(1, Math.max(-1, edit.by * rho));
    case 'all-to-one':
      return (1 - edit.strength) * rho + edit.strength;
    default:
      return (1 - edit.strength) * rho;
  }
}

/**
 * Correlations after some edits, one after the other; symmetric with a unit diagonal and within
 * [−1, 1], but not always positive semidefinite.
 *
 * @param matrix row-major [asset × asset]
 * @param past those of a stretch of history, of the same shape
 */
export function editedCorrelations(
  matrix: Float64Array,
  assets: readonly Asset[],
  edits: readonly CorrelationEdit[],
  past: (from: string, to: string) => Outcome<Float64Array>,
): Outcome<Float64Array> {
  const n = assets.length;
  let result = matrix.slice();
  for (const edit of edits) {
    if (edit.is === 'as-in') {
      const then = past(edit.from, edit.to);
      if (!then.ok) return then;
      result = result.map((rho, at) => rho + edit.strength * (then.value[at]! - rho));
      continue;
    }
    const among = rowsAmong(edit.is === 'pair' ? edit.pair : edit.among, assets);
    if (!among.ok) return among;
    if (edit.is === 'pair' && among.value.size !== 2) {
      return fail('malformed', 'a pair is of two different assets');
    }
    for (const i of among.value) {
      for (const j of among.value) {
        if (i === j) continue;
        const at = i * n + j;
        result[at] = edit.is === 'pair' ? edit.to : moved(edit, result[at]!);
      }
    }
  }
  return ok(result);
}
