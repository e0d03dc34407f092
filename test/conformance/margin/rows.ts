import type { ConformanceRow } from './row.ts';

type Rows = () => Promise<{ readonly rows: readonly ConformanceRow[] }>;

/** The conformance rows of each margin model, by the file that makes them. */
const files: Readonly<Record<string, Rows>> = {
  'deribit-standard': () => import('./rows/deribit-standard.ts'),
  'deribit-portfolio': () => import('./rows/deribit-portfolio.ts'),
  'okx-portfolio': () => import('./rows/okx-portfolio.ts'),
  bybit: () => import('./rows/bybit.ts'),
  binance: () => import('./rows/binance.ts'),
  kraken: () => import('./rows/kraken.ts'),
  derive: () => import('./rows/derive.ts'),
  'derive-auction': () => import('./rows/derive-auction.ts'),
  drift: () => import('./rows/drift.ts'),
  dydx: () => import('./rows/dydx.ts'),
  mango: () => import('./rows/mango.ts'),
  schedule: () => import('./rows/schedule.ts'),
  simm: () => import('./rows/simm.ts'),
  span: () => import('./rows/span.ts'),
  synthetix: () => import('./rows/synthetix.ts'),
  tims: () => import('./rows/tims.ts'),
  zeta: () => import('./rows/zeta.ts'),
  'liquidation-prices': () => import('./rows/liquidation-prices.ts'),
  'option-sellers': () => import('./rows/option-sellers.ts'),
};

/** The rows of every file; a file without a row is a check that looked at nothing. */
export async function conformanceRows(): Promise<readonly ConformanceRow[]> {
  const all: ConformanceRow[] = [];
  for (const [file, load] of Object.entries(files)) {
    const { rows } = await load();
    if (rows.length === 0) throw new Error(`${file} compares nothing`);
    all.push(...rows);
  }
  return all;
}
