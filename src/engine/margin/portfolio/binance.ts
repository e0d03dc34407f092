import type { MarginNode } from '../../contract/margin-node.ts';
import type { EditionOf } from '../../model/parameters.ts';
import type { AccountInput } from '../../model/priced.ts';
import { failure, ok, type Failure, type Outcome } from '../../values/outcome.ts';
import { citation, inForce, newest } from '../editions.ts';
import { equity } from '../equity.ts';
import { crossMargin } from '../pools.ts';
import type { ModelAnswer } from '../settled.ts';
import { tieredRule } from '../tiered.ts';
import { given, product, sum } from '../tree.ts';
import { owedBalances, type Owed } from './borrowing.ts';

/**
 * Binance's Portfolio Margin: maintenance is the sum of the brackets' charge of USD-M and COIN-M
 * positions and of margin loans, against one equity; `uniMMR = equity ÷ maintenance`. An account's
 * loan leverage is not in its files: the lowest rate counts and the figure says so.
 *
 * The account type with scenario rules (PM Pro SPAN) is not published and not this one.
 *
 * @see binance.com, support FAQ 5e33af8e… and 4868b2f1…
 */
export function binancePortfolioMargin(input: AccountInput): ModelAnswer {
  const { account, editions, asOf, reporting } = input;
  const current = inForce(editions, account.venue, 'binance-pm', asOf);
  const positions = crossMargin(input, tieredRule(input));
  const owed = owedBalances(input);
  const { initial, maintenance } = positions.requirement;
  const loans = owed.map((one) => loanMaintenance(one, current, reporting));
  const unknown = owed.map(({ asset }) =>
    failure('not-published', `initial margin of the loan of ${asset} at ${account.venue}`),
  );
  const whole = joined('Maintenance margin', maintenance, loans, [], reporting);
  return {
    requirement: {
      initial: joined('Initial margin', initial, [], unknown, reporting),
      maintenance: whole.ok
        ? {
            ok: true,
            value: { ...whole.value, note: levelText(input, whole.value.value, current) },
          }
        : whole,
    },
    editions: [...positions.editions, ...current],
  };
}

/** A loan's maintenance at the lowest published rate, and that the account's own may be higher. */
function loanMaintenance(
  { asset, amount, rate }: Owed,
  current: readonly EditionOf<'binance-pm'>[],
  reporting: string,
): MarginNode {
  const label = `Loan of ${asset}`;
  const found = newest(current, ({ loans }) => loans);
  const [first, ...others] = found?.value ?? [];
  if (found === null || first === undefined) {
    const lacking = [failure('not-published', `maintenance of the loan of ${amount} ${asset}`)];
    return given(label, 0, reporting, { lacking });
  }
  const lowest = others.reduce(
    (least, one) => (one.maintenanceRate < least.maintenanceRate ? one : least),
    first,
  );
  return product(label, reporting, [
    given('Amount', amount, asset),
    given(`${reporting} per ${asset}`, rate, reporting),
    given('Maintenance rate', lowest.maintenanceRate, '', {
      source: citation(found.edition),
      note: `at loan leverage ${lowest.leverage}, the lowest rate`,
      lacking: [
        failure(
          'missing-field',
          `the loan leverage of the account, on which the rate of ${asset} depends`,
        ),
      ],
    }),
  ]);
}

/** The positions' figure with the loans', which stand alone where the positions' cannot be had. */
function joined(
  label: string,
  positions: Outcome<MarginNode>,
  loans: readonly MarginNode[],
  unknown: readonly Failure[],
  reporting: string,
): Outcome<MarginNode> {
  if (!positions.ok && loans.length === 0) return positions;
  const [held, lacking] = positions.ok
    ? [[positions.value], unknown]
    : [[], [positions.failure, ...unknown]];
  return ok(sum(label, reporting, [...held, ...loans], { lacking }));
}

/** What the venue does at a ratio of equity to maintenance. */
export function uniLevel(
  uniMmr: number,
  levels: readonly { readonly atMost: number; readonly action: string }[],
): string {
  return levels.find(({ atMost }) => uniMmr <= atMost)?.action ?? 'normal';
}

/** uniMMR and its level in words; empty where there is nothing to maintain. */
function levelText(
  input: AccountInput,
  maintenance: number,
  current: readonly EditionOf<'binance-pm'>[],
): string {
  if (maintenance === 0) return 'nothing to maintain';
  const uniMmr = equity(input).value / maintenance;
  const levels = newest(current, (numbers) => numbers.levels);
  const level = levels === null ? '' : `, ${uniLevel(uniMmr, levels.value)}`;
  return `uniMMR = equity ÷ this = ${Number((uniMmr * 100).toFixed(2))} %${level}`;
}
