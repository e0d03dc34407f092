import type { ConformanceGroup } from '../../../src/engine/contract/conformance.ts';
import type { ConformanceRow } from './row.ts';

/** Rows by model and source, in their order. */
export function groupsOf(rows: readonly ConformanceRow[]): readonly ConformanceGroup[] {
  const groups = Map.groupBy(rows, ({ model, source }) => `${model}\n${source}`);
  return [...groups.values()].map((own) => ({
    model: own[0]?.model ?? '',
    source: own[0]?.source ?? '',
    figures: own.map(({ vector, published, ours, tolerance, standing }) => ({
      vector,
      published,
      ours,
      tolerance,
      reproducible: standing === 'exact',
    })),
  }));
}
