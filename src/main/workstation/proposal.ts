import type { Proposal, ProposalWish, ProposedFigures } from '../../engine/contract/remedies.ts';
import type { Figures } from '../../engine/contract/figures.ts';
import { ratioOf } from '../../engine/margin/assessor.ts';
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

/** What to move in a book, as the window draws it; costs are those of the store. */
export function proposal(input: RiskInput, wish: ProposalWish, solve: Solve): Proposal {
  const read = wishOf(wish, input.parameters.costs);
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
    cost: plan.cost,
    unstated: plan.unstated,
    excluded: plan.excluded.map(({ account, failure }) => ({
      name: names.account(account),
      reason: failure.message,
    })),
  };
}
