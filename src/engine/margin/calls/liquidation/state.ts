import type { Figures } from '../../../contract/figures.ts';
import type { LiquidationStep } from '../../../contract/liquidation.ts';
import type { LiquidationProcedure } from '../../../model/liquidation-numbers.ts';
import type { AccountInput, PricedPosition } from '../../../model/priced.ts';
import { ok, type Outcome } from '../../../values/outcome.ts';
import { ratioOf, type Assessor } from '../../assessor.ts';
import { closed } from '../trades.ts';
import { liquidationFee } from './procedure.ts';

/** What a liquidation rests on beside the account. */
export type LiquidationTerms = {
  readonly procedure: LiquidationProcedure | null;
  /** Fraction of the mark that every order in the market costs. */
  readonly slippage: number;
  /** Maintenance margin ÷ equity below which it ends. */
  readonly ends: number;
  /** The account's figures by the model that answers for it. */
  readonly figures: Assessor['figures'];
};

/** An account in the course of its liquidation. */
export type Course = {
  readonly input: AccountInput;
  readonly figures: Figures;
  readonly steps: readonly LiquidationStep[];
  readonly toFund: number;
};

/** Whether an account is back below the ratio at which its liquidation ends. */
export const isWhole = (figures: Figures, ends: number): boolean => ratioOf(figures) < ends;

/** After an order in the market that closes a share of a position. */
export function afterOrder(
  course: Course,
  of: PricedPosition,
  share: number,
  terms: LiquidationTerms,
): Outcome<Course> {
  const fee = liquidationFee(terms.procedure, of) ?? 0;
  const traded = closed(course.input, of, share, { slippage: terms.slippage, fee });
  if (!traded.ok) return traded;
  const { input, price, slippage, fee: paid } = traded.value;
  const figures = terms.figures(input);
  if (!figures.ok) return figures;
  const step: LiquidationStep = {
    symbol: of.instrument.symbol,
    contracts: Math.abs(of.position.quantity) * share,
    how: 'market',
    price,
    slippage,
    fee: paid,
    after: figures.value,
  };
  return ok({ ...course, input, figures: figures.value, steps: [...course.steps, step] });
}

/**
 * After the venue takes a lone position over at the price that leaves nothing: what equity there
 * was by the mark goes to the insurance fund, or is paid by it where it was negative.
 */
export function afterTakeover(course: Course, of: PricedPosition): Course {
  const { equity } = course.figures;
  const step: LiquidationStep = {
    symbol: of.instrument.symbol,
    contracts: Math.abs(of.position.quantity),
    how: 'takeover',
    price: priceThatCosts(of, equity / of.settlementRate),
    slippage: 0,
    fee: 0,
    after: nothing,
  };
  return {
    input: { ...course.input, positions: [], collateral: [] },
    figures: nothing,
    steps: [...course.steps, step],
    toFund: equity,
  };
}

const nothing: Figures = { equity: 0, initial: 0, maintenance: 0 };

/** The price at which closing brings an amount less than at the mark; null where none is positive. */
function priceThatCosts(
  { instrument, position, mark }: PricedPosition,
  amount: number,
): number | null {
  const size = position.quantity * instrument.multiplier;
  const price =
    instrument.payoff === 'inverse' && instrument.option === null
      ? 1 / (1 / mark + amount / size)
      : mark - amount / size;
  return Number.isFinite(price) && price > 0 ? price : null;
}
