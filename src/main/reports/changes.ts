import {
  causeWords,
  type AccountChange,
  type ChangeReport,
  type ChangeStep,
} from '../../engine/contract/changes.ts';
import { money, time } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const amount = (value: number | null): Cell =>
  value === null ? 'unknown' : { value, text: money(value) };

const rowOf = ({ cause, asset, change }: ChangeStep): readonly Cell[] => [
  asset === null ? causeWords[cause] : `${causeWords[cause]} of ${asset}`,
  amount(change.equity),
  amount(change.initial),
  amount(change.maintenance),
];

const columns = [left('Cause'), right('Equity'), right('Initial margin'), right('Maintenance')];

const end = (label: string, of: AccountChange['before']): readonly Cell[] =>
  of.ok
    ? [label, amount(of.value.equity), amount(of.value.initial), amount(of.value.maintenance)]
    : [label, `unknown (${of.failure.reason})`, '', ''];

function accountSheet({ name, before, after, steps }: AccountChange): Sheet {
  return {
    title: name,
    columns,
    rows: [end('Before', before), ...(steps.ok ? steps.value.map(rowOf) : []), end('After', after)],
    ...(steps.ok ? {} : { note: `not split: ${steps.failure.message}` }),
  };
}

/** What changed between two instants: the whole, then account by account. */
export const changeSheets = ({
  from,
  to,
  accounts,
  total,
  notes,
}: ChangeReport): readonly Sheet[] => [
  {
    title: `All accounts, ${time(from)} to ${time(to)}`,
    columns,
    rows: total.map(rowOf),
    note: notes.join(' '),
  },
  ...accounts.map(accountSheet),
];
