import { auctionFigure, auctionVectors } from '../../../engine/margin/auction-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf } from './figures.ts';

/** The worked examples of Derive's documentation; one cost there leaves out a term of its own formula. */
export const rows: readonly ConformanceRow[] = rowsOf(
  'liquidation-auction',
  auctionVectors.source,
  auctionVectors.cases.map((one) => ({
    vector: one.id,
    published: one.expect,
    ours: auctionFigure(one),
    tolerance: one.absolute,
    standing: one.unreproducible === true ? 'unreproducible' : 'exact',
  })),
);
