import type { MarginNode } from '../../contract/margin-node.ts';
import type { EditionOf, MarginEdition } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import { dayOf, startOf } from '../../values/days.ts';
import type { Asset, Venue } from '../../values/ids.ts';
import { kept } from '../../values/kept.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { citation, inForce, newest } from '../editions.ts';
import type { ModelAnswer } from '../settled.ts';
import { sum } from '../tree.ts';
import { borrowRates } from './borrowing.ts';
import { contingencies } from './bybit-contingencies.ts';
import { ofUnderlying } from './of-underlying.ts';
import { reportingArray } from './reporting-array.ts';
import { holdsOptions, symbolsOf, type RiskUnit } from './risk-units.ts';
import { gridCells } from './scan-grid.ts';
import { plainGains, scanLoss, scanOf } from './scan-loss.ts';
import { unitsAnswer } from './units-answer.ts';

/** The editions in force on a day, and what they ask of a risk unit: asked again, the answer is kept. */
const rulesIn = kept(
  (all: readonly MarginEdition[], venue: Venue, day: number, reporting: Asset) => {
    const editions = inForce(all, venue, 'bybit-pm', startOf(day));
    return { editions, unitMargin: kept((unit: RiskUnit) => marginOf(unit, editions, reporting)) };
  },
);

/**
 * Bybit's portfolio margin as far as it is published, in the reporting currency: of each base coin
 * the worst loss over 11 prices × 3 volatilities plus contingencies; initial = factor × the sum;
 * the margin of what is owed on top. Spot is no hedge here, as at the venue without spot hedging.
 *
 * Not published: the coefficients of the contingencies, how the volatility move depends on time to
 * expiry (it is taken as the same for all), grids of other coins. They are `lacking`.
 *
 * @see bybitglobal help, Introduction to Portfolio Margin; docs/v5/asset/portfolio-margin
 */
export function bybitPortfolioMargin(input: AccountInput): ModelAnswer {
  const { account, asOf, reporting } = input;
  const { editions, unitMargin } = rulesIn(input.editions, account.venue, dayOf(asOf), reporting);
  return unitsAnswer(input, {
    editions,
    unitMargin,
    factor: newest(editions, ({ initialFactor }) => initialFactor),
    borrowing: { label: 'Borrowing', rates: borrowRates(editions) },
    note: 'as far as Bybit has published it: at least this much',
  });
}

/** The derivatives of one base coin: worst loss and contingencies. */
function marginOf(
  unit: RiskUnit,
  current: readonly EditionOf<'bybit-pm'>[],
  reporting: string,
): Outcome<MarginNode> {
  const { underlying } = unit;
  const grid = newest(current, ({ priceGrids }) => ofUnderlying(priceGrids, underlying));
  if (grid === null || grid.value === null) {
    return fail(
      'not-published',
      `no portfolio margin of Bybit for contracts on ${underlying} is known`,
    );
  }
  const shock = newest(current, ({ volatilityShocks }) =>
    ofUnderlying(volatilityShocks, underlying),
  );
  const cells = gridCells(grid.value.moves);
  const size = shock?.value?.shock ?? 0;
  const scan = scanOf(unit.positions, {
    cells,
    riskArray: (of) => reportingArray(of, cells, 'mark', size),
    ...plainGains,
  });
  const names = { label: 'Worst loss of the scan', unit: reporting, positions: symbolsOf(unit) };
  const sources = [grid.edition, ...(shock === null ? [] : [shock.edition])].map(citation);
  return ok(
    sum(
      `${underlying} contracts`,
      reporting,
      [scanLoss(names, scan), ...contingencies(unit, reporting)],
      {
        note: `moves ${sources.join('; ')}${holdsOptions(unit) ? `; volatility ± ${size * 100} % whatever the expiry` : ''}`,
      },
    ),
  );
}
