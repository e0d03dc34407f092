import type { Proposal, ProposalWish, ProposedFigures } from '../../engine/contract/remedies.ts';
import { ratioOf, type Figures } from '../../engine/margin/assessor.ts';
import { planned } from '../../engine/margin/optimise/plan.ts';
import type { Solve } from '../../engine/margin/optimise/program.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import { wishOf } from '../optimise/wish.ts';
import { actionWords, namesIn, worstRatio } from '../reports/plan.ts';

const finite = (ratio: number): number | null => (Number.isFinite(ratio) ? ratio : null);

const figuresOf = (of: Figures): ProposedFigures => ({
  equity: of.equity,
  initial: of.initial,
  ratio: finite(ratioOf(of)),
});

/** What to move in a book, as the window draws it; costs are those that a wish states, none here. */
export function proposal(input: RiskInput, wish: ProposalWish, solve: Solve): Proposal {
  const read = wishOf(wish);
  if (!read.ok) throw new Error(read.failure.message);
  const plan = planned(accountsOf(input), read.value, solve);
  const names = namesIn(input.book);
  return {
    steps: plan.steps.map(({ actions, after }) => ({
      actions: actions.map((one) => actionWords(one, names)),
      worstRatio: finite(worstRatio(after)),
    })),
    accounts: [...plan.before].map(([account, before]: [MarginAccountId, Figures]) => ({
      account,
      name: names.account(account),
      before: figuresOf(before),
      after: figuresOf(plan.after.get(account) ?? before),
    })),
    excluded: plan.excluded.map(({ account, failure }) => ({
      name: names.account(account),
      reason: failure.message,
    })),
  };
}
