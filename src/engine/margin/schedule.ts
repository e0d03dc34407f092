import type { MarginNode } from '../contract/margin-node.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { given, product, sum } from './tree.ts';

/** One row of a schedule: the share of a notional up to a residual maturity; null: of any. */
type ScheduleRate = {
  readonly assetClass: string;
  readonly upToYears: number | null;
  readonly rate: number;
};

export type Schedule = {
  /** Weight of the net-to-gross ratio; the rest is charged on the gross amount whatever nets. */
  readonly netShare: number;
  /** Of each class, rising maturities. */
  readonly rates: readonly ScheduleRate[];
  readonly source: string;
};

export type ScheduleTrade = {
  readonly name: string;
  readonly assetClass: string;
  /** Residual maturity, not negative. */
  readonly years: number;
  /** Margin currency, not negative. */
  readonly notional: number;
  /** Margin currency, positive is owed to us. */
  readonly presentValue: number;
};

const rateOf = ({ rates }: Schedule, { assetClass, years }: ScheduleTrade): number | undefined =>
  rates.find(
    (one) => one.assetClass === assetClass && (one.upToYears === null || years <= one.upToYears),
  )?.rate;

/** A margin and its net-to-gross ratio. */
export type ScheduleMargin = { readonly margin: MarginNode; readonly netToGross: number };

/**
 * Initial margin by the standardised schedule: Σ notional × rate, of which 1 − share is charged as
 * it is and the share times net ÷ gross replacement cost. Where no trade has a positive value, the
 * ratio is 1: there is nothing to divide by, and nothing nets.
 *
 * @param side `collect`: what the other party posts to us; `post`: what we post, values reversed
 * @see BCBS and IOSCO d499, appendix A
 */
export function scheduleMargin(
  trades: readonly ScheduleTrade[],
  schedule: Schedule,
  side: 'collect' | 'post',
  currency: string,
): Outcome<ScheduleMargin> {
  const values = trades.map(({ presentValue }) => (side === 'post' ? -presentValue : presentValue));
  const net = Math.max(
    values.reduce((all, one) => all + one, 0),
    0,
  );
  const gross = values.reduce((all, one) => all + Math.max(one, 0), 0);
  const netToGross = gross > 0 ? net / gross : 1;
  const parts: MarginNode[] = [];
  for (const trade of trades) {
    const rate = rateOf(schedule, trade);
    if (rate === undefined) {
      return fail(
        'malformed',
        `${trade.name}: the schedule has no rate of "${trade.assetClass}" for ${trade.years} years`,
      );
    }
    parts.push(
      product(trade.name, currency, [
        given('Notional', trade.notional, currency),
        given('Rate', rate, '', {
          source: schedule.source,
          note: `${trade.assetClass}, ${trade.years} years`,
        }),
      ]),
    );
  }
  const { netShare } = schedule;
  return ok({
    netToGross,
    margin: product('Initial margin', currency, [
      sum('Gross initial margin', currency, parts),
      sum('Share that is charged', '', [
        given('Whatever nets', 1 - netShare, '', { source: schedule.source }),
        product('By what nets', '', [
          given('Weight', netShare, '', { source: schedule.source }),
          given('Net ÷ gross replacement cost', netToGross, '', {
            note: gross > 0 ? `${net} ÷ ${gross}` : 'no trade has a positive value: nothing nets',
          }),
        ]),
      ]),
    ]),
  });
}
