import type { ConformanceRow } from '../row.ts';

/** A published figure and ours, before the model and the source that a whole file shares. */
export type Figure = {
  readonly vector: string;
  readonly published: number;
  readonly ours: number;
  readonly tolerance: number;
  readonly source?: string;
  readonly standing?: ConformanceRow['standing'];
};

/** Rows of one model; exact unless a figure says otherwise. */
export const rowsOf = (
  model: string,
  source: string,
  figures: readonly Figure[],
): readonly ConformanceRow[] =>
  figures.map((one) => ({ standing: 'exact', source, ...one, model }));

/** Largest difference that is `relative` of the published figure, at least 1e-12. */
export const within = (relative: number, published: number): number =>
  Math.max(relative * Math.abs(published), 1e-12);
