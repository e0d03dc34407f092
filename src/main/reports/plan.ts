import type { Action } from '../../engine/margin/optimise/actions.ts';
import type { Figures } from '../../engine/contract/figures.ts';
import { ratioOf } from '../../engine/margin/assessor.ts';
import type { Plan, Step } from '../../engine/margin/optimise/plan.ts';
import type { Book } from '../../engine/model/book.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

/** What stands for an id in words. */
type Names = {
  readonly account: (id: MarginAccountId) => string;
  /** The contract of a position. */
  readonly contract: (position: string) => string;
};

/** The names that a book gives to its accounts and contracts. */
export function namesIn({ accounts, positions, instruments }: Book): Names {
  const symbols = new Map(instruments.map(({ id, symbol }) => [id, symbol]));
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const contracts = new Map(positions.map(({ id, instrument }) => [id, symbols.get(instrument)]));
  return {
    account: (id) => names.get(id) ?? id,
    contract: (position) => contracts.get(position) ?? position,
  };
}

const rounded = (x: number): string => String(Number(Math.abs(x).toPrecision(8)));

/** `move 12.5 BTC from A to B`, `shift 2 X from A to B`, `sell 3 X at A`. */
export function actionWords(action: Action, names: Names): string {
  if (action.kind === 'transfer') {
    const { asset, amount, from, to } = action;
    return `move ${rounded(amount)} ${asset} from ${names.account(from)} to ${names.account(to)}`;
  }
  if (action.kind === 'shift') {
    const { contracts, position, into, opened, from, to } = action;
    const there = into.instrument.symbol;
    const here = names.contract(position);
    const as = there === here ? '' : ` as ${rounded(opened)} ${there}`;
    return `shift ${rounded(contracts)} ${here} from ${names.account(from)} to ${names.account(to)}${as}`;
  }
  const { contracts, position, account } = action;
  return `${contracts < 0 ? 'sell' : 'buy'} ${rounded(contracts)} ${names.contract(position)} at ${names.account(account)}`;
}

const ratioText = (figures: Figures): string => {
  const ratio = ratioOf(figures);
  return Number.isFinite(ratio) ? percent(ratio) : 'beyond liquidation';
};

const amountCell = (value: number): Cell => ({ value, text: money(value) });

/** The worst margin ratio of some accounts. */
export const worstRatio = (book: ReadonlyMap<MarginAccountId, Figures>): number =>
  Math.max(0, ...[...book.values()].map(ratioOf));

const initialOf = (book: ReadonlyMap<MarginAccountId, Figures>): number =>
  [...book.values()].reduce((all, { initial }) => all + initial, 0);

const stepRow = ({ actions, cost, after }: Step, i: number, names: Names): readonly Cell[] => [
  String(i + 1),
  actions.map((one) => actionWords(one, names)).join('; '),
  amountCell(cost),
  Number.isFinite(worstRatio(after)) ? percent(worstRatio(after)) : 'beyond liquidation',
  amountCell(initialOf(after)),
];

/** A plan as tables: what to do in which order, and every account before and after. */
export function planSheets(plan: Plan, names: Names): readonly Sheet[] {
  const { before, after, steps, excluded } = plan;
  return [
    {
      title: 'What to do, in this order',
      columns: [
        left(''),
        left('Action'),
        right('Cost'),
        right('Worst ratio then'),
        right('Initial margin then'),
      ],
      rows: steps.map((step, i) => stepRow(step, i, names)),
      note: 'figures by the accounts’ own models after each step; trades at the mark, their deltas add up to nothing',
    },
    {
      title: 'Accounts before and after',
      columns: [
        left('Account'),
        right('Equity'),
        right('then'),
        right('Initial margin'),
        right('then'),
        right('Margin ratio'),
        right('then'),
      ],
      rows: [...before].map(([id, was]) => {
        const is = after.get(id) ?? was;
        return [
          names.account(id),
          amountCell(was.equity),
          amountCell(is.equity),
          amountCell(was.initial),
          amountCell(is.initial),
          ratioText(was),
          ratioText(is),
        ];
      }),
    },
    ...(excluded.length === 0
      ? []
      : [
          {
            title: 'Left as they are',
            columns: [left('Account'), left('Why')],
            rows: excluded.map(({ account, failure }) => [names.account(account), failure.message]),
          },
        ]),
  ];
}
