import type { MarginNode } from '../../contract/margin-node.ts';
import type { MarginEdition } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import { ok, type Failure, type Outcome } from '../../values/outcome.ts';
import type { Stated } from '../editions.ts';
import type { ModelAnswer } from '../settled.ts';
import { sum } from '../tree.ts';
import { borrowingMargin, owedEquity, type BorrowRateOf } from './borrowing.ts';
import { initialByFactor } from './initial-factor.ts';
import { riskUnits, type RiskUnit } from './risk-units.ts';
import { wholeAccount } from './whole-account.ts';

/** What a venue's portfolio margin by risk units rests on. */
export type UnitsRule = {
  readonly editions: readonly MarginEdition[];
  readonly unitMargin: (unit: RiskUnit) => Outcome<MarginNode>;
  /** Initial ÷ maintenance of the derivatives; null where it is not known. */
  readonly factor: Stated<'okx-pm', number> | Stated<'bybit-pm', number> | null;
  readonly borrowing: {
    readonly label: string;
    readonly rates: BorrowRateOf;
  };
  readonly note: string;
};

/** Risk units added, initial = factor × the sum, and the margin of what is owed on top of both. */
export function unitsAnswer(
  input: AccountInput,
  { editions, unitMargin, factor, borrowing, note }: UnitsRule,
): ModelAnswer {
  const { account, reporting } = input;
  const lacking: Failure[] = [...input.lacking];
  const units: MarginNode[] = [];
  for (const unit of riskUnits(input.positions)) {
    const answer = unitMargin(unit);
    if (answer.ok) units.push(answer.value);
    else lacking.push(answer.failure);
  }
  const derivatives = sum('Derivatives', reporting, units);
  const owed = borrowingMargin(borrowing.label, owedEquity(input), borrowing.rates, reporting);
  const remarks = { reporting, lacking, note };
  return {
    requirement: {
      initial: wholeAccount(
        'Initial margin',
        initialByFactor(derivatives, factor, account.venue),
        owed.initial,
        remarks,
      ),
      maintenance: wholeAccount('Maintenance margin', ok(derivatives), owed.maintenance, remarks),
    },
    editions,
  };
}
