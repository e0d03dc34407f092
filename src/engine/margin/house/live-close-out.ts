import type { MarginNode } from '../../contract/margin-node.ts';
import { beyondVisible, type ImpactAssumptions } from '../../orderbook/beyond-visible.ts';
import { bestExecution } from '../../orderbook/best-execution.ts';
import type { ConsolidatedBook } from '../../orderbook/consolidated.ts';
import { topOfBook } from '../../orderbook/top-of-book.ts';
import { invariant } from '../../values/invariant.ts';
import { failure } from '../../values/outcome.ts';
import { floor, given, sum, type Remarks } from '../tree.ts';

/** What closing costs by a live ladder. */
type LiveCosts = {
  /** Half the spread of the tightest book as a fraction of its mid: a crossing between venues is no spread to close at. */
  readonly halfSpread: MarginNode;
  readonly impact: MarginNode;
};

function beyondNode(
  filled: number,
  rest: number,
  assumptions: ImpactAssumptions | null,
  underlying: string,
  unit: string,
): MarginNode {
  const label = 'Beyond the visible book';
  const note = `${rest} of the net delta is more than the books show: an estimate by the square-root law`;
  if (assumptions === null) {
    const message = `the house policy has no daily volume of ${underlying}: ${rest} ${unit} beyond the visible book is not charged`;
    return sum(label, unit, [], { lacking: [failure('missing-market-data', message)] });
  }
  const { source } = assumptions;
  const { wholeByLaw, visibleByLaw } = beyondVisible(filled, rest, assumptions);
  return sum(
    label,
    unit,
    [
      given('The whole by the law', wholeByLaw, unit, { source }),
      given('The visible part by the law', -visibleByLaw, unit, { source }),
    ],
    { note },
  );
}

/** The narrowest spread of one book of a ladder as a fraction of its mid; null where no book has both sides. */
function tightest({ sources }: ConsolidatedBook): number | null {
  const spreads = sources.flatMap(({ bestBid, bestAsk }) =>
    bestBid === null || bestAsk === null
      ? []
      : [(2 * (bestAsk.price - bestBid.price)) / (bestAsk.price + bestBid.price)],
  );
  return spreads.length === 0 ? null : Math.min(...spreads);
}

/** What is odd about a ladder, and what is not in it. */
function remarkOf({ crossing, leftOut }: ConsolidatedBook): Remarks {
  const said = [
    ...(crossing === null ? [] : [`the ladder is crossed by ${crossing.fraction}`]),
    ...leftOut.map(({ message }) => `not used: ${message}`),
  ];
  return said.length === 0 ? {} : { note: said.join('; ') };
}

/**
 * Spread and impact as live books give them: the walk of the visible ladder for the net delta, and
 * the law of the policy for what lies beyond.
 *
 * @param net delta of the underlying, reporting currency, long positive
 * @param source the books and their ages
 * @param assumptions of the policy; null where it has no volume of this underlying
 */
export function liveCosts(
  ladder: ConsolidatedBook,
  net: number,
  source: string,
  assumptions: ImpactAssumptions | null,
  unit: string,
): LiveCosts {
  const top = topOfBook(ladder);
  invariant(top.ok, 'a live ladder has a mid');
  const { mid, relativeSpread } = top.value;
  const half = (tightest(ladder) ?? Math.max(relativeSpread, 0)) / 2;
  const halfSpread = given('Half spread', half, '', { source, ...remarkOf(ladder) });
  if (net === 0) return { halfSpread, impact: sum('Impact', unit, []) };
  const walked = bestExecution(ladder, net > 0 ? 'sell' : 'buy', Math.abs(net) / mid, null);
  invariant(walked.ok, 'a ladder with a mid can be walked');
  const { cost, valueAtMid, unfilled, levels, worstPrice } = walked.value.best;
  const visible = floor('Visible books', unit, [
    given('Walk of the books, against the mid', cost, unit, {
      source,
      note: `${valueAtMid} of the net delta over ${levels} levels, to ${worstPrice}, mid ${mid}`,
    }),
    given('Half the spread of it, charged above', -valueAtMid * half, unit),
  ]);
  const beyond =
    unfilled.quantity > 0
      ? [beyondNode(valueAtMid, unfilled.notional, assumptions, ladder.underlying, unit)]
      : [];
  return { halfSpread, impact: sum('Impact', unit, [visible, ...beyond]) };
}
