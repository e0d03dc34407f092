import type { AccountInput, PricedPosition } from '../../model/priced.ts';
import { notional } from '../../revaluation/unrealised.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf, ratioOf, type Figures } from '../assessor.ts';
import { done } from '../optimise/actions.ts';

/** How a liquidation is thought to go; venues publish parts of it. */
export type LiquidationRule = {
  /** Margin ratio at or under which it ends. */
  readonly target: number;
  /** Of the notional that is closed, paid by the account. */
  readonly fee: number;
  /** Part of a position that one step closes. */
  readonly part: number;
};

type LiquidationStep = {
  /** Symbol of the contract, and the contracts traded, buying positive. */
  readonly symbol: string;
  readonly contracts: number;
  /** Reporting currency. */
  readonly fee: number;
  readonly after: Figures;
};

export type LiquidationRun = {
  readonly before: Figures;
  readonly steps: readonly LiquidationStep[];
  /** `whole`: at its target; `empty`: nothing is left to close; `bankrupt`: equity is gone. */
  readonly end: 'whole' | 'empty' | 'bankrupt';
  readonly left: AccountInput;
};

/** Most steps of one run. */
const MOST = 400;
/** Part of its first size below which a position is closed whole. */
const REMNANT = 0.05;

/** Closes some contracts of a position at the mark and charges the fee. */
function closed(
  input: AccountInput,
  of: PricedPosition,
  contracts: number,
  fee: number,
): AccountInput {
  const { id } = input.account;
  const trade = {
    kind: 'trade' as const,
    account: id,
    position: of.position.id,
    underlying: of.instrument.underlying,
    contracts,
    delta: 0,
  };
  const traded = done(new Map([[id, input]]), trade).get(id) ?? input;
  const { settlement } = of.instrument;
  const paid = {
    asset: settlement,
    balance: -fee / of.settlementRate,
    rate: of.settlementRate,
    source: 'fee',
  };
  return {
    ...traded,
    positions: traded.positions.filter(({ position }) => position.quantity !== 0),
    collateral: [...traded.collateral, paid],
  };
}

/**
 * Liquidates an account step by step at standing prices: each step closes a part of the position
 * whose closing lowers what is missing to the target the most per notional, by the account's own
 * model. Venues do not publish how they choose, so this is an estimate of the order, not of the rule
 * that ends it.
 *
 * @returns a failure where the requirement is a venue's statement, or a figure is unknown
 */
export function liquidationRun(
  input: AccountInput,
  { target, fee, part }: LiquidationRule,
): Outcome<LiquidationRun> {
  const { figures, trades } = assessorOf(input);
  if (!trades) {
    return fail(
      'not-published',
      `${input.account.name}: the requirement is the venue’s own statement`,
    );
  }
  const before = figures(input);
  if (!before.ok) return before;
  const sizes = new Map(
    input.positions.map(({ position }) => [position.id, Math.abs(position.quantity)]),
  );
  const missing = (of: Figures): number => of.maintenance - target * of.equity;
  let at = { input, figures: before.value };
  const steps: LiquidationStep[] = [];
  while (steps.length < MOST) {
    if (at.figures.equity <= 0)
      return ok({ before: before.value, steps, end: 'bankrupt', left: at.input });
    if (ratioOf(at.figures) <= target)
      return ok({ before: before.value, steps, end: 'whole', left: at.input });
    let best: { step: LiquidationStep; input: AccountInput; gain: number } | null = null;
    for (const of of at.input.positions) {
      const held: number = of.position.quantity;
      const first = sizes.get(of.position.id) ?? Math.abs(held);
      const size =
        Math.abs(held) * (1 - part) < REMNANT * first ? Math.abs(held) : Math.abs(held) * part;
      const contracts = -Math.sign(held) * size;
      const worth = notional(of) * (size / Math.abs(held));
      const charged = fee * worth;
      const changed = closed(at.input, of, contracts, charged);
      const after = figures(changed);
      if (!after.ok) continue;
      const gain = (missing(at.figures) - missing(after.value)) / Math.max(worth, 1e-9);
      if (best === null || gain > best.gain) {
        const step = { symbol: of.instrument.symbol, contracts, fee: charged, after: after.value };
        best = { step, input: changed, gain };
      }
    }
    if (best === null) return ok({ before: before.value, steps, end: 'empty', left: at.input });
    steps.push(best.step);
    at = { input: best.input, figures: best.step.after };
  }
  return fail('limit-exceeded', `not ended after ${MOST} steps`);
}
