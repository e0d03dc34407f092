import type { CorrelationWorth, PairWorth } from '../../contract/correlation.ts';
import type { Parameters } from '../../model/parameters.ts';
import { recorrelation } from '../../scenarios/recorrelated.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { needNote, type MeasuredBook } from './measured-book.ts';
import { multiplierCurve } from './multiplier-curve.ts';
import { legOf, linesOn, pairWorth, togetherNow, type Offsets, type Pair } from './pair-worth.ts';

/** Pairs that are worked out in full, since each is priced anew at many correlations. */
const MOST_PAIRS = 12;

const notes = [
  'positions of today, priced anew in every outcome; volatilities of options stay',
  'each asset keeps its own moves: they are reordered until their normal scores correlate as asked',
  'contracts on one underlying move as one: the basis between them is in no figure here',
  'a pair is measured alone; worths of pairs do not add up to the saving of the book',
  needNote,
];

/** Every pair of underlyings held that move, the largest worth first. */
function pairsHeld(offsets: Offsets): readonly Pair[] {
  const { book, scenarios } = offsets;
  const legs = scenarios.assets
    .filter((asset) => linesOn(book, asset).length > 0)
    .map((asset) => ({ asset, leg: legOf(offsets, asset) }));
  return legs
    .flatMap((a, i) =>
      legs.slice(i + 1).map((b) => ({
        pair: [a.asset, b.asset] as const,
        worth: a.leg.alone + b.leg.alone - togetherNow(offsets, a.leg, b.leg),
      })),
    )
    .toSorted((a, b) => b.worth - a.worth)
    .map(({ pair }) => pair);
}

function offsetsOf(book: MeasuredBook, { measures }: Parameters): Outcome<Offsets> {
  const scenarios = recorrelation(book.set);
  if (!scenarios.ok) return scenarios;
  const now = book.figuresIn(book.set);
  return now.ok
    ? ok({ book, scenarios: scenarios.value, tail: measures.houseTail, now: now.value })
    : now;
}

const leftOut = ({ unmeasured }: MeasuredBook): readonly string[] =>
  unmeasured.length === 0
    ? []
    : [`in no figure for lack of history: ${unmeasured.map(({ line }) => line.label).join(', ')}`];

/** What the correlations between underlyings are worth on a book. */
export function correlationWorth(
  book: MeasuredBook,
  parameters: Parameters,
  most: number = MOST_PAIRS,
): Outcome<CorrelationWorth> {
  const offsets = offsetsOf(book, parameters);
  if (!offsets.ok) return offsets;
  if (offsets.value.scenarios.assets.length < 2) {
    return fail('not-applicable', 'fewer than two underlyings move: nothing correlates');
  }
  const curve = multiplierCurve(book, offsets.value.scenarios);
  if (!curve.ok) return curve;
  const held = pairsHeld(offsets.value);
  const pairs: PairWorth[] = [];
  for (const pair of held.slice(0, most)) {
    const found = pairWorth(offsets.value, pair);
    if (!found.ok) return found;
    pairs.push(found.value);
  }
  return ok({
    tail: parameters.measures.shortfallTail,
    houseTail: parameters.measures.houseTail,
    outcomes: book.set.labels.length,
    curve: curve.value,
    pairs,
    furtherPairs: Math.max(held.length - most, 0),
    notes: [...notes, ...leftOut(book)],
  });
}

/** What one pair of underlyings is worth on a book. */
export function worthOfPair(
  book: MeasuredBook,
  parameters: Parameters,
  [first, second]: readonly [string, string],
): Outcome<PairWorth> {
  const offsets = offsetsOf(book, parameters);
  if (!offsets.ok) return offsets;
  const { assets } = offsets.value.scenarios;
  const [a, b] = [first, second].map((name) => assets.find((asset) => asset === name));
  if (a === undefined || b === undefined || a === b) {
    return fail(
      'not-applicable',
      `no scenarios of the pair "${first}, ${second}"; there are ${assets.join(', ')}`,
    );
  }
  const lacking = [a, b].filter((asset) => linesOn(book, asset).length === 0);
  return lacking.length > 0
    ? fail('not-applicable', `nothing that is held has ${lacking.join(' or ')} as its underlying`)
    : pairWorth(offsets.value, [a, b]);
}
