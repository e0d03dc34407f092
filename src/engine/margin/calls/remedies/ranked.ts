import type { Remedies, Remedy } from '../../../contract/remedies.ts';
import type { WarningLimits } from '../../../model/parameters.ts';
import type { AccountInput } from '../../../model/priced.ts';
import { ok, fail, type Outcome } from '../../../values/outcome.ts';
import { assessorOf, ratioOf } from '../../assessor.ts';
import type { MoveCosts } from '../../../model/move-costs.ts';
import { collateralRemedies } from './collateral.ts';
import { hedgeRemedies } from './hedge.ts';
import { moveRemedies } from './move.ts';
import { LOOKED_AT, type Party, type RemedyQuestion } from './question.ts';
import { reductionRemedies } from './reduce.ts';

/** Where an account is to come down to, and what bounds the way there. */
export type RemedyTerms = {
  /** Margin ratio. */
  readonly target: number;
  readonly limits: WarningLimits;
  readonly costs: MoveCosts;
};

const partyOf = (input: AccountInput): Party => ({ input, assessor: assessorOf(input) });

/**
 * The ways to bring an account down to a margin ratio, the cheapest first. Each is carried out on
 * the accounts themselves, whose own models then say how they stand. One that would bring a warning
 * on another account, or leave its initial margin uncovered, is not among them.
 *
 * @param others the other accounts of the book
 */
export function rankedRemedies(
  input: AccountInput,
  others: readonly AccountInput[],
  terms: RemedyTerms,
): Outcome<Remedies> {
  const party = partyOf(input);
  const now = party.assessor.figures(input);
  if (!now.ok) return now;
  if (ratioOf(now.value) <= terms.target) {
    return fail('not-applicable', 'the account is under its limit: nothing need be done');
  }
  const all = others.map(partyOf);
  const able = all.filter((one) => one.assessor.figures(one.input).ok);
  const question: RemedyQuestion = { ...terms, party, others: able };
  const ranked = [
    ...collateralRemedies(question),
    ...reductionRemedies(question),
    ...hedgeRemedies(question),
    ...moveRemedies(question),
  ].toSorted(cheaper);
  return ok({ target: terms.target, ranked, notes: notesOf(party, all, able) });
}

const notesOf = (
  { input, assessor }: Party,
  all: readonly Party[],
  able: readonly Party[],
): readonly string[] => [
  ...all
    .filter((one) => !able.includes(one))
    .map((one) => `${one.input.account.name} takes no part: its requirement cannot be worked out`),
  ...(assessor.trades
    ? []
    : ['no trades: what the account would need after one is not known, since its venue states it']),
  ...(input.positions.length > LOOKED_AT
    ? [`only the ${LOOKED_AT} largest positions are looked at`]
    : []),
];

const known = ({ cost }: Remedy): boolean => cost.amount !== null && cost.unknown.length === 0;

/** Known costs ascend; what is not wholly known comes after them, the smaller trade first. */
function cheaper(a: Remedy, b: Remedy): number {
  if (known(a) !== known(b)) return known(a) ? -1 : 1;
  return known(a) ? (a.cost.amount ?? 0) - (b.cost.amount ?? 0) : a.notional - b.notional;
}
