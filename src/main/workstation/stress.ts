import type { CascadeResult, ReverseStress, StressReport } from '../../engine/contract/stress.ts';
import { marketMoves } from '../../engine/margin/calls/market-moves.ts';
import { bookCascade, type CascadeSettings } from '../../engine/margin/stress/cascade.ts';
import { reverseStress } from '../../engine/margin/stress/reverse.ts';
import type { StressMarket } from '../../engine/margin/stress/scenario-moves.ts';
import { shockMoves, stressed, venueDefaults } from '../../engine/margin/stress/stressed.ts';
import { systemicReport } from '../../engine/margin/stress/systemic.ts';
import { accountsOf, linesOf, type RiskInput } from '../../engine/run.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** What a cascade is computed with unless the user says otherwise: assumptions, shown as such. */
export const usualCascade: CascadeSettings = { depth: 5e9, fee: 0.005 };

const marketOf = ({
  book,
  history,
  parameters: { pegged, reporting },
}: RiskInput): StressMarket => ({
  history,
  replays: !book.synthetic,
  par: new Set([...pegged, reporting]),
});

/** @param id one scenario alone; null for all, and each venue's failure */
export function scenarioResults(
  input: RiskInput,
  id: string | null,
): Outcome<StressReport['scenarios']> {
  const accounts = accountsOf(input);
  const { stress, limits } = input.parameters;
  const all = [...stress, ...venueDefaults(accounts)];
  const chosen = id === null ? all : all.filter((one) => one.id === id);
  if (chosen.length === 0) {
    return fail(
      'not-applicable',
      `there is no scenario "${id}"; there are ${all.map((one) => one.id).join(', ')}`,
    );
  }
  return ok(chosen.map((one) => stressed(accounts, one, marketOf(input), limits)));
}

/** Positions up to which reverse stress is worked out while the window waits. */
const MOST_WAITED_FOR = 500;

/** The most plausible moves that use each account up; a failure where prices have too little history. */
export function reverseResults(
  input: RiskInput,
  most: number = Infinity,
): Outcome<readonly ReverseStress[]> {
  const accounts = accountsOf(input);
  const moves = marketMoves(accounts, input.history, input.parameters.measures);
  return moves.ok
    ? ok(reverseStress(accounts, moves.value.returns, marketOf(input).par, most))
    : moves;
}

/** Every scenario, what would use each account up, and how losses go together. */
export function stressReport(input: RiskInput): StressReport {
  const scenarios = scenarioResults(input, null);
  const names = new Map(input.book.accounts.map(({ id, name }) => [id, name]));
  return {
    scenarios: scenarios.ok ? scenarios.value : [],
    reverse: reverseResults(input, MOST_WAITED_FOR),
    systemic: systemicReport(linesOf(input), input.history, input.parameters, names),
  };
}

/** What liquidations would do to prices and to each other after a shock; what it does not name follows by beta. */
export function cascadeOf(
  input: RiskInput,
  shock: ReadonlyMap<Asset, number>,
  settings: CascadeSettings,
): Outcome<CascadeResult> {
  const accounts = accountsOf(input);
  const moves = shockMoves(accounts, shock, marketOf(input));
  return moves.ok ? ok(bookCascade(accounts, moves.value, settings)) : moves;
}
