import type { LiquidationRun } from '../../../contract/liquidation.ts';
import type { LiquidationProcedure } from '../../../model/liquidation-numbers.ts';
import type { AccountInput } from '../../../model/priced.ts';
import { fail, ok, type Outcome } from '../../../values/outcome.ts';
import { assessorOf, ratioOf } from '../../assessor.ts';
import { citation } from '../../editions.ts';
import { liquidatedByTiers } from './by-tiers.ts';
import { estimatedLiquidation } from './estimate.ts';
import { liquidationFee, procedureOf } from './procedure.ts';
import { isWhole, type Course, type LiquidationTerms } from './state.ts';

export type LiquidationSettings = {
  /** Fraction of the mark that every order in the market costs. */
  readonly slippage: number;
  /** The venue's own procedure, or a generic one that is an estimate. */
  readonly by: LiquidationRun['by'];
};

/**
 * Liquidates an account step by step from where it stands, prices standing still.
 *
 * @returns a failure with `not-applicable` where the account is not called as it stands, with
 *   `not-published` where the venue does not say enough of its procedure for its steps to follow
 */
export function liquidationRun(
  input: AccountInput,
  { slippage, by }: LiquidationSettings,
): Outcome<LiquidationRun> {
  const { account } = input;
  const assessor = assessorOf(input);
  if (!assessor.trades) {
    return fail(
      'not-published',
      `${account.name}: what is needed after a step is not known, since the requirement is the venue’s own statement`,
    );
  }
  const before = assessor.figures(input);
  if (!before.ok) return before;
  const found = procedureOf(input);
  const procedure = found?.value ?? null;
  if (ratioOf(before.value) < (procedure?.begins ?? 1) * (1 - 1e-9)) {
    return fail('not-applicable', `${account.name} is not called where it stands`);
  }
  const start: Course = { input, figures: before.value, steps: [], toFund: 0 };
  const terms: LiquidationTerms = {
    procedure,
    slippage,
    ends: procedure?.ends ?? 1,
    figures: assessor.figures,
  };
  const course = by === 'estimate' ? estimatedLiquidation(start, terms) : published(start, terms);
  if (!course.ok) return course;
  const { input: after, figures, steps, toFund } = course.value;
  return ok({
    by,
    source: found === null ? '' : citation(found.edition),
    notes: notesOf(input, procedure, by, slippage),
    before: before.value,
    ends: terms.ends,
    steps,
    outcome:
      after.positions.length === 0
        ? 'empty'
        : isWhole(figures, terms.ends)
          ? 'whole'
          : 'unfinished',
    left: after.positions.map(({ instrument, position }) => ({
      symbol: instrument.symbol,
      contracts: position.quantity,
    })),
    toFund,
  });
}

function published(start: Course, terms: LiquidationTerms): Outcome<Course> {
  const { venue } = start.input.account;
  const { procedure } = terms;
  if (procedure === null) {
    return fail('not-published', `no liquidation procedure of ${venue} is known`);
  }
  return procedure.tiers === undefined
    ? fail('not-published', `${venue} does not publish ${procedure.unpublished ?? 'its steps'}`)
    : liquidatedByTiers(start, procedure.tiers, terms);
}

function notesOf(
  { positions, account }: AccountInput,
  procedure: LiquidationProcedure | null,
  by: LiquidationRun['by'],
  slippage: number,
): readonly string[] {
  const free = positions.filter((one) => liquidationFee(procedure, one) === null);
  return [
    ...(by === 'estimate'
      ? [
          'an estimate: at each step a tenth of the position whose closing frees most margin for its cost',
        ]
      : []),
    slippage === 0
      ? 'orders are filled at the mark: no slippage was given'
      : `orders are filled ${slippage * 100} % of the mark away from it`,
    ...(procedure?.unpublished === undefined
      ? []
      : [`not published by ${account.venue}: ${procedure.unpublished}`]),
    ...(free.length > 0
      ? [
          `no liquidation fee is known of ${free.map(({ instrument }) => instrument.symbol).join(', ')}: counted as 0`,
        ]
      : []),
    ...(procedure === null ? [] : [`what the account cannot bear: ${backstops(procedure)}`]),
  ];
}

const backstops = ({ backstops: inOrder }: LiquidationProcedure): string =>
  inOrder.length === 0 ? 'not known who does' : inOrder.join(', then ');
