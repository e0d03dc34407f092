import type { MarginNode } from '../../contract/margin-node.ts';
import type { MarginEdition } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import { dayOf, startOf } from '../../values/days.ts';
import type { Asset, Venue } from '../../values/ids.ts';
import { kept } from '../../values/kept.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { citation, inForce, newest } from '../editions.ts';
import type { ModelAnswer } from '../settled.ts';
import { given, max, product, sum } from '../tree.ts';
import { borrowRates } from './borrowing.ts';
import { ofUnderlying } from './of-underlying.ts';
import {
  basisCharge,
  depegCharge,
  optionCharges,
  reductionCharge,
  thetaCharge,
  type OkxEditions,
} from './okx-charges.ts';
import { reportingArray } from './reporting-array.ts';
import { holdsOptions, symbolsOf, type RiskUnit } from './risk-units.ts';
import { gridCells } from './scan-grid.ts';
import { plainGains, scanLoss, scanOf } from './scan-loss.ts';
import { unitsAnswer } from './units-answer.ts';

/** The editions in force on a day, and what they ask of a risk unit: asked again, the answer is kept. */
const rulesIn = kept(
  (all: readonly MarginEdition[], venue: Venue, day: number, reporting: Asset) => {
    const editions = inForce(all, venue, 'okx-pm', startOf(day));
    return { editions, unitMargin: kept((unit: RiskUnit) => marginOf(unit, editions, reporting)) };
  },
);

/**
 * OKX's portfolio margin as far as it is published, in the reporting currency. Of each underlying
 * `max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR9, MR7)`, initial = factor × the sum, and MR8 for
 * what is owed on top of both. A move is one of the index, by whose amount the mark moves along:
 * only so do both units of the venue's example agree. Spot is no hedge here, as at the venue without
 * its hedge mode.
 *
 * Not published: MR2, MR3 and MR5, the volatility moves of MR1, MR4 of dated contracts, rates and
 * multipliers of most coins in MR4 and MR7, most of MR9. They count as 0 (a multiplier as 1) and are
 * `lacking`.
 *
 * @see okx.com help, Multi-currency margin mode vs Portfolio margin mode; docs-v5, position-builder
 */
export function okxPortfolioMargin(input: AccountInput): ModelAnswer {
  const { account, asOf, reporting } = input;
  const { editions, unitMargin } = rulesIn(input.editions, account.venue, dayOf(asOf), reporting);
  return unitsAnswer(input, {
    editions,
    unitMargin,
    factor: newest(editions, ({ initialFactor }) => initialFactor),
    borrowing: { label: 'MR8 borrowing', rates: borrowRates(editions) },
    note: 'as far as OKX has published it: at least this much',
  });
}

/** The derivatives of one underlying. */
function marginOf(unit: RiskUnit, current: OkxEditions, reporting: string): Outcome<MarginNode> {
  const { underlying } = unit;
  const spotShock = newest(current, ({ spotShocks }) => ofUnderlying(spotShocks, underlying));
  const extreme = newest(current, ({ extremes }) => ofUnderlying(extremes, underlying));
  if (
    spotShock === null ||
    spotShock.value === null ||
    extreme === null ||
    extreme.value === null
  ) {
    return fail(
      'not-published',
      `no portfolio margin of OKX for contracts on ${underlying} is known`,
    );
  }
  const { move, share } = extreme.value;
  const far = worstLoss(unit, 'Loss of the far moves', [-move, move], reporting);
  const losses = max('Largest of MR1, MR2, MR6', reporting, [
    sum(
      'MR1 spot shock',
      reporting,
      [worstLoss(unit, 'Worst loss of the scan', spotShock.value.moves, reporting)],
      {
        note: `moves ${citation(spotShock.edition)}`,
        ...(holdsOptions(unit) ? { lacking: [volatilityMoves(underlying)] } : {}),
      },
    ),
    ...thetaCharge(unit, reporting),
    product('MR6 far moves', reporting, [
      far,
      given('Share charged', share, '', { source: citation(extreme.edition) }),
    ]),
  ]);
  const risks = sum('Risks', reporting, [
    losses,
    ...optionCharges(unit, reporting),
    basisCharge(unit, current, reporting),
    ...depegCharge(unit, current, reporting),
  ]);
  return ok(
    max(`${underlying} contracts`, reporting, [risks, reductionCharge(unit, current, reporting)]),
  );
}

const volatilityMoves = (underlying: string): Failure =>
  failure('not-published', `OKX ${underlying}: the volatility moves of MR1`);

/** Losses as the index moves, volatility unchanged. */
function worstLoss(
  unit: RiskUnit,
  label: string,
  moves: readonly number[],
  reporting: string,
): MarginNode {
  const cells = gridCells(moves, ['same']);
  const scan = scanOf(unit.positions, {
    cells,
    riskArray: (of) => reportingArray(of, cells, 'index', 0),
    ...plainGains,
  });
  return scanLoss({ label, unit: reporting, positions: symbolsOf(unit) }, scan);
}
