import type { Figures } from '../contract/figures.ts';
import type { Requirement } from '../contract/snapshot.ts';
import type { MarginNode } from '../contract/margin-node.ts';
import type { AccountInput } from '../model/priced.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { equity } from './equity.ts';
import { answerOf, marginModels } from './models.ts';
import { statedFigure } from './stated.ts';

/** Maintenance margin ÷ equity; infinite where something is needed and equity is gone. */
export const ratioOf = ({ equity: held, maintenance }: Figures): number =>
  maintenance <= 0 ? 0 : held > 0 ? maintenance / held : Number.POSITIVE_INFINITY;

/** How an account's figures are computed after a change. */
export type Assessor = {
  readonly figures: (changed: AccountInput) => Outcome<Figures>;
  /** Whether its requirement follows from its positions, so that they may be traded. */
  readonly trades: boolean;
};

/** The figures that none of three lacks anything of. */
function complete(
  name: string,
  own: MarginNode,
  { initial, maintenance }: Requirement,
): Outcome<Figures> {
  if (!initial.ok) return initial;
  if (!maintenance.ok) return maintenance;
  const [missing] = [own, initial.value, maintenance.value].flatMap((one) => one.lacking ?? []);
  return missing === undefined
    ? ok({
        equity: own.value,
        initial: initial.value.value,
        maintenance: maintenance.value.value,
      })
    : fail(missing.reason, `${name}: ${missing.message}`, missing.at);
}

/**
 * An account by the model that answers for it. Where that is the venue's own statement, the
 * requirement stays as stated and equity moves with the collateral alone.
 */
export function assessorOf(base: AccountInput): Assessor {
  const answer = answerOf(base);
  const { account } = answer.input;
  if (marginModels[account.model].revaluable) {
    return {
      trades: true,
      figures: (changed) =>
        complete(
          account.name,
          // A positive balance without a price supports nothing and does not stand in the way.
          equity({ ...changed, uncounted: [] }),
          marginModels[account.model].margin(changed).requirement,
        ),
    };
  }
  const stated = statedFigure(answer.input, 'equity', 'Equity');
  const before = equity(base).value;
  return {
    trades: false,
    figures: (changed) => {
      if (!stated.ok) return stated;
      const found = complete(account.name, stated.value, answer.requirement);
      return found.ok
        ? ok({ ...found.value, equity: found.value.equity + equity(changed).value - before })
        : found;
    },
  };
}
