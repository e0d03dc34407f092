import type { MarginAccountId } from '../../values/ids.ts';
import { done, type Accounts } from './actions.ts';
import { concerned, partOf, type Choice } from './choices.ts';
import type { Figures } from '../../contract/figures.ts';
import type { Assessor } from '../assessor.ts';

/** Figures of each account. */
export type Book = ReadonlyMap<MarginAccountId, Figures>;

/** Step of a slope, as a share of a choice. */
const PROBE = 0.01;

/** What an account's figures are at some shares of the choices, and how they change with each. */
export type Slopes = {
  readonly at: Figures;
  /** Per whole choice, by the choice's place. */
  readonly by: ReadonlyMap<number, Figures>;
};

/** The accounts once these shares of the choices are done. */
export function accountsAt(
  accounts: Accounts,
  choices: readonly Choice[],
  shares: readonly number[],
): Accounts {
  return choices.reduce((all, { action }, i) => {
    const share = shares[i] ?? 0;
    return share > 0 ? done(all, partOf(action, share)) : all;
  }, accounts);
}

/** Figures of some accounts; null where one of them is unknown. */
export function bookOf(
  accounts: Accounts,
  assessors: ReadonlyMap<MarginAccountId, Assessor>,
): Book | null {
  const book = new Map<MarginAccountId, Figures>();
  for (const [id, assessor] of assessors) {
    const input = accounts.get(id);
    const figures = input === undefined ? undefined : assessor.figures(input);
    if (figures?.ok !== true) return null;
    book.set(id, figures.value);
  }
  return book;
}

/** The slopes of every account at some shares, by the accounts' own models; null where a figure is unknown. */
export function slopesAt(
  accounts: Accounts,
  choices: readonly Choice[],
  shares: readonly number[],
  assessors: ReadonlyMap<MarginAccountId, Assessor>,
): ReadonlyMap<MarginAccountId, Slopes> | null {
  const book = bookOf(accountsAt(accounts, choices, shares), assessors);
  if (book === null) return null;
  const by = new Map([...book.keys()].map((id) => [id, new Map<number, Figures>()]));
  for (const [i, { action }] of choices.entries()) {
    const share = shares[i] ?? 0;
    const step = share + PROBE <= 1 ? PROBE : -PROBE;
    const probed = accountsAt(accounts, choices, shares.with(i, share + step));
    for (const id of concerned(action)) {
      const [before, input] = [book.get(id), probed.get(id)];
      const after = input === undefined ? undefined : assessors.get(id)?.figures(input);
      if (before === undefined || after?.ok !== true) return null;
      const slope = (name: keyof Figures): number => (after.value[name] - before[name]) / step;
      by.get(id)?.set(i, {
        equity: slope('equity'),
        initial: slope('initial'),
        maintenance: slope('maintenance'),
      });
    }
  }
  return new Map([...book].map(([id, at]) => [id, { at, by: by.get(id) ?? new Map() }]));
}
