import type { SystemicReport } from '../../contract/stress.ts';
import { correlationsOf, sampleCovariance } from '../../measures/covariance.ts';
import { absorption } from '../../measures/systemic/absorption.ts';
import { memberRisk } from '../../measures/systemic/member-risk.ts';
import type { Parameters } from '../../model/parameters.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { Line } from '../../netting/lines.ts';
import { strictKernel } from '../../revaluation/kernel/kernels.ts';
import { bookPnl } from '../../scenarios/compiled/book-pnl.ts';
import { compileBook } from '../../scenarios/compiled/compiled-book.ts';
import { historyScenarios, jointReturns } from '../../scenarios/history.ts';
import { isoDay } from '../../values/days.ts';
import type { MarginAccountId } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';

/** Tail at which an account's distress is looked at. */
const TAIL = '0.05';

/**
 * How the losses of each account go with those of the whole book over the joint days of the history, and how
 * tightly the assets hang together. A ranking, no more: the sample is short.
 *
 * @see `memberRisk`, `absorption`
 */
export function systemicReport(
  lines: readonly Line[],
  history: readonly PriceSeries[],
  { measures }: Parameters,
  names: ReadonlyMap<MarginAccountId, string>,
): Outcome<SystemicReport> {
  const wanted = new Set(lines.flatMap(({ unit }) => [unit.underlying, unit.settlement]));
  const returns = jointReturns(
    history.filter(({ asset }) => wanted.has(asset)),
    measures,
  );
  if (!returns.ok) return returns;
  const { assets, rows, values } = returns.value;
  const moving = new Set(assets);
  const known = lines.filter(({ unit }) => moving.has(unit.underlying));
  const accounts = [...new Set(known.map(({ account }) => account))];
  if (accounts.length === 0) return fail('not-applicable', 'nothing that is held has a history');
  const set = historyScenarios(returns.value, measures, isoDay);
  const days = set.labels.length;
  const book = compileBook(
    known.map(({ unit, quantity, account }) => ({
      unit,
      quantity,
      group: accounts.indexOf(account),
    })),
    accounts.length,
  );
  const pnl = bookPnl(strictKernel())(book, set);
  const whole = new Float64Array(days);
  pnl.forEach((value, i) => {
    whole[i % days] = whole[i % days]! + value;
  });
  const none = { debt: 0, equity: 0, required: 0 };
  const n = assets.length;
  const factors = Math.max(1, Math.round(n / 5));
  const correlations = correlationsOf(sampleCovariance(values, rows, n), n);
  const coupled = correlations.includes(null)
    ? fail('missing-market-data', 'an asset never moved')
    : absorption(
        Float64Array.from(correlations, (one) => one ?? 0),
        n,
        factors,
      );
  return ok({
    days,
    tail: TAIL,
    accounts: accounts.map((account, g) => {
      const own = pnl.subarray(g * days, (g + 1) * days);
      const { marginalShortfall, deltaConditional } = memberRisk(own, whole, Number(TAIL), none);
      return {
        account,
        name: names.get(account) ?? account,
        onBadDays: marginalShortfall,
        deltaConditional,
      };
    }),
    absorption: coupled.ok ? ok({ ratio: coupled.value.ratio, factors, assets: n }) : coupled,
  });
}
