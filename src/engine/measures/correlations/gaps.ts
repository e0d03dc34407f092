import type { PriceSeries } from '../../model/market.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Estimate } from './estimate.ts';
import { pairReturns } from './pair-days.ts';
import { pearsonCorrelation } from './pearson.ts';

/** Fewest joint returns of a pair. */
const FEWEST_JOINT = 60;

type Pairs = {
  /** Row-major [asset × asset]; null where a pair shares too few days, or one did not move. */
  readonly rho: (number | null)[];
  readonly counts: Float64Array;
  from: number;
  to: number;
};

function pairsOf(series: readonly PriceSeries[], window: number, fewest: number): Pairs {
  const n = series.length;
  const found: Pairs = {
    rho: Array.from({ length: n * n }, () => null),
    counts: new Float64Array(n * n),
    from: Infinity,
    to: -Infinity,
  };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const { days, first, second } = pairReturns(series[i]!, series[j]!, window);
      const count = days.length;
      const rho = count < fewest ? null : i === j ? 1 : pearsonCorrelation(first, second);
      for (const at of [i * n + j, j * n + i]) {
        found.rho[at] = rho;
        found.counts[at] = count;
      }
      if (rho === null) continue;
      found.from = Math.min(found.from, days[0]!);
      found.to = Math.max(found.to, days.at(-1)!);
    }
  }
  return found;
}

/** The assets of which every pair is known, giving up first those with the most unknown ones. */
function complete({ rho }: Pairs, n: number): { kept: number[]; dropped: number[] } {
  let kept = Array.from({ length: n }, (_, i) => i);
  const dropped: number[] = [];
  for (;;) {
    const lacking = kept.map((i) => kept.filter((j) => rho[i * n + j] === null).length);
    const most = Math.max(0, ...lacking);
    if (most === 0) return { kept, dropped };
    const worst = kept[lacking.lastIndexOf(most)]!;
    dropped.push(worst);
    kept = kept.filter((i) => i !== worst);
  }
}

/**
 * Sample correlation of each pair on the days that both have: a pair loses no day for a third. The
 * matrix may be indefinite.
 *
 * @param window newest joint returns of a pair that count
 */
export function gappyEstimate(
  histories: readonly PriceSeries[],
  window: number,
): Outcome<Estimate> {
  const series = histories.filter(({ rule }) => rule !== 'exclude');
  const unwanted = histories.filter(({ rule }) => rule === 'exclude');
  const fewest = Math.min(window, FEWEST_JOINT);
  const n = series.length;
  const pairs = pairsOf(series, window, fewest);
  const { kept, dropped } = complete(pairs, n);
  if (kept.length === 0) {
    return fail('missing-market-data', `no price history of ${fewest} daily returns`);
  }
  const at = (k: number): number => kept[Math.floor(k / kept.length)]! * n + kept[k % kept.length]!;
  const matrix = Float64Array.from({ length: kept.length ** 2 }, (_, k) => pairs.rho[at(k)] ?? 0);
  const days = Float64Array.from({ length: kept.length ** 2 }, (_, k) => pairs.counts[at(k)]!);
  const named = (i: number): Asset => series[i]!.asset;
  return ok({
    assets: kept.map(named),
    matrix,
    measured: matrix,
    days,
    observations: days.reduce((most, one) => Math.max(most, one), 0),
    from: pairs.from,
    to: pairs.to,
    intensity: null,
    dynamics: null,
    excluded: [
      ...unwanted.map(({ asset }) => ({ asset, reason: 'left out, as you want it' })),
      ...dropped.map((i) => ({
        asset: named(i),
        reason: `fewer than ${fewest} daily returns in common with another asset, or it did not move`,
      })),
    ],
    notes: [
      'each pair on its own joint days, so that their numbers differ',
      ...kept.flatMap((i) => series[i]!.remark ?? []),
    ],
  });
}
