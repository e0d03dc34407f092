import type { InstrumentKind } from '../model/instrument.ts';
import type { LiveBooks } from '../model/live-books.ts';
import type { Line } from '../netting/lines.ts';
import type { Asset } from '../values/ids.ts';
import { fail, type Outcome } from '../values/outcome.ts';
import type { Instant } from '../values/units.ts';
import type { Rates } from './base-book.ts';
import { believedBooks } from './believed.ts';
import { bestExecution, type BestExecution } from './best-execution.ts';
import { beyondVisible, type BeyondVisible, type ImpactAssumptions } from './beyond-visible.ts';
import { consolidated, type ConsolidatedBook } from './consolidated.ts';
import { topOfBook } from './top-of-book.ts';
import type { TakerFees } from './trade-cost.ts';

/** What unwinding the net delta of one underlying costs, best executed over all its books. */
export type NetUnwind = {
  readonly underlying: Asset;
  /** Reporting currency per +100 % of the underlying, long positive; options count by their delta. */
  readonly netDelta: number;
  readonly ladder: ConsolidatedBook;
  readonly execution: Outcome<BestExecution>;
  /** Of what the visible books cannot take; null unless asked for and needed. No cost above holds it. */
  readonly estimate: BeyondVisible | null;
};

export type NetUnwindRequest = {
  /** Kinds whose books may be traded in. */
  readonly kinds: ReadonlySet<InstrumentKind>;
  readonly fees: TakerFees | null;
  /** By underlying; none: nothing is estimated. */
  readonly assumptions: ReadonlyMap<Asset, ImpactAssumptions>;
};

function netExecution(
  ladder: ConsolidatedBook,
  netDelta: number,
  fees: TakerFees | null,
): Outcome<BestExecution> {
  if (netDelta === 0) return fail('not-applicable', `nothing of ${ladder.underlying} to unwind`);
  const top = topOfBook(ladder);
  if (!top.ok) {
    const said = ladder.leftOut.map(({ message }) => `; ${message}`).join('');
    return fail(top.failure.reason, `${ladder.underlying}: ${top.failure.message}${said}`);
  }
  const quantity = Math.abs(netDelta) / top.value.mid;
  return bestExecution(ladder, netDelta > 0 ? 'sell' : 'buy', quantity, fees);
}

/**
 * The net delta of each underlying unwound now, over every venue whose book can be believed. It counts as base units at
 * the mid of the ladder. What no book can take is `unfilled`; it is estimated only beside it.
 */
export function netUnwinds(
  lines: readonly Line[],
  live: LiveBooks,
  { kinds, fees, assumptions }: NetUnwindRequest,
  rates: Rates,
  asOf: Instant,
): readonly NetUnwind[] {
  return [...Map.groupBy(lines, ({ unit }) => unit.underlying)].map(([underlying, own]) => {
    const netDelta = own.reduce((all, { sensitivities }) => all + sensitivities.delta, 0);
    const books = live.books.filter(({ instrument }) => instrument.underlying === underlying);
    const believed = believedBooks({ ...live, books }, rates, asOf);
    const request = { underlying, kinds, skew: live.skew, late: 'kept' } as const;
    const merged = consolidated(believed.books, request, rates);
    const ladder = { ...merged, leftOut: [...believed.doubted, ...merged.leftOut] };
    const execution = netExecution(ladder, netDelta, fees);
    const known = assumptions.get(underlying);
    let estimate: BeyondVisible | null = null;
    if (execution.ok && known !== undefined && execution.value.best.unfilled.quantity > 0) {
      const { valueAtMid, unfilled } = execution.value.best;
      estimate = beyondVisible(valueAtMid, unfilled.notional, known);
    }
    return { underlying, netDelta, ladder, execution, estimate };
  });
}
