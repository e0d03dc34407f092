import type { AccountInput } from '../../model/priced.ts';
import type { MarginAccountId } from '../../values/ids.ts';
import type { Failure } from '../../values/outcome.ts';
import { done, type Accounts, type Action } from './actions.ts';
import { choices, partOf, type Choice, type Terms } from './choices.ts';
import { assessorOf, ratioOf, type Assessor } from '../assessor.ts';
import { accountsAt, bookOf, slopesAt, type Book } from './point.ts';
import { programOf, SHORTAGE, type Cut, type Goal, type Solve } from './program.ts';

/** A transfer, or all trades of one underlying, and the figures of all accounts once they and those before are done. */
export type Step = {
  readonly actions: readonly Action[];
  readonly cost: number;
  readonly after: Book;
};

export type Plan = {
  readonly before: Book;
  readonly steps: readonly Step[];
  readonly after: Book;
  readonly cost: number;
  /** Costs that the user does not state and that count as 0. */
  readonly unstated: readonly string[];
  /** Accounts that nothing is proposed for, and why. */
  readonly excluded: readonly { readonly account: MarginAccountId; readonly failure: Failure }[];
};

export type Wish = Terms & {
  readonly goal: Goal;
  /** Largest margin ratio that an account may have. */
  readonly target: number;
  /** What an action must be worth, reporting currency, for it to be proposed. */
  readonly hurdle: number;
};

/** Most linear programs in a row. */
const ROUNDS = 12;

/** Shares of the choices, and what the accounts' own models say of them. */
type Point = { readonly shares: readonly number[]; readonly book: Book; readonly value: number };

type Search = {
  readonly accounts: Accounts;
  readonly offered: readonly Choice[];
  readonly assessors: ReadonlyMap<MarginAccountId, Assessor>;
  readonly before: Book;
  readonly wish: Wish;
};

/** What the wish makes least, by real figures. */
function valueOf({ offered, wish }: Search, shares: readonly number[], book: Book): number {
  const { goal, target, hurdle } = wish;
  const all = [...book.values()];
  const short = all.reduce(
    (sum, one) => sum + Math.max(one.maintenance - target * one.equity, 0),
    0,
  );
  const initial = goal === 'release' ? all.reduce((sum, one) => sum + one.initial, 0) : 0;
  const cost = offered.reduce((sum, choice, i) => {
    const share = shares[i] ?? 0;
    return share > 0 ? sum + hurdle + choice.fixedCost + share * choice.cost : sum;
  }, 0);
  return initial + cost + SHORTAGE * short;
}

/** Whether no account is led over the target, or further over it, or below its initial margin. */
function isKept({ before, wish }: Search, after: Book): boolean {
  return [...before].every(([id, was]) => {
    const is = after.get(id);
    if (is === undefined) return false;
    const rounding = 1e-9 * (Math.abs(was.equity) + was.maintenance);
    const free = is.equity - is.initial >= Math.min(was.equity - was.initial, 0) - rounding;
    return free && ratioOf(is) <= Math.max(ratioOf(was), wish.target) * (1 + 1e-6);
  });
}

/** The point by the accounts' own models; null where they refuse it. */
function pointAt(search: Search, shares: readonly number[]): Point | null {
  const { accounts, offered, assessors } = search;
  const book = bookOf(accountsAt(accounts, offered, shares), assessors);
  return book !== null && isKept(search, book)
    ? { shares, book, value: valueOf(search, shares, book) }
    : null;
}

/** Shares as the program gives them, without what its rounding leaves. */
const proposed = (values: readonly number[], count: number): readonly number[] =>
  values.slice(0, count).map((share) => (share < 1e-7 ? 0 : Math.min(share, 1)));

/** The best point that linear programs lead to, each one knowing the slopes where the others went. */
function best(search: Search, solve: Solve): Point {
  const { accounts, offered, assessors, before, wish } = search;
  const nothing = offered.map(() => 0);
  let found: Point = { shares: nothing, book: before, value: valueOf(search, nothing, before) };
  const cuts: Cut[] = [];
  let at: readonly number[] = nothing;
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = slopesAt(accounts, offered, at, assessors);
    if (slopes === null) break;
    cuts.push({ shares: at, slopes });
    const { goal, target, hurdle } = wish;
    const values = solve(programOf(offered, cuts, before, goal, target, hurdle));
    if (values === null) break;
    const next = proposed(values, offered.length);
    if (cuts.some(({ shares }) => shares.every((share, i) => Math.abs(share - next[i]!) < 1e-6))) {
      break;
    }
    const between = next.map((share, i) => (share + found.shares[i]!) / 2);
    for (const shares of [next, between]) {
      const point = pointAt(search, shares);
      if (point !== null && point.value < found.value) found = point;
    }
    at = next;
  }
  return found;
}

function stepsTo({ shares }: Point, { accounts, offered, assessors, before }: Search): Step[] {
  const parts = offered.flatMap(({ action, fixedCost, cost }, i) => {
    const share = shares[i] ?? 0;
    return share > 0 ? [{ action: partOf(action, share), cost: fixedCost + share * cost, i }] : [];
  });
  const steps: Step[] = [];
  let reached = accounts;
  for (const group of Map.groupBy(parts, ({ action, i }) =>
    action.kind === 'trade' ? action.underlying : i,
  ).values()) {
    const actions = group.map(({ action }) => action);
    reached = actions.reduce(done, reached);
    const after = bookOf(reached, assessors) ?? before;
    steps.push({ actions, cost: group.reduce((sum, one) => sum + one.cost, 0), after });
  }
  return steps;
}

/**
 * What to move so that every account keeps the target ratio at least cost, or so that most initial
 * margin is freed. Linear programs propose, the accounts' own models decide: every figure of the
 * plan is computed by them, and a plan that they refuse is not proposed.
 */
export function planned(inputs: readonly AccountInput[], wish: Wish, solve: Solve): Plan {
  const accounts = new Map<MarginAccountId, AccountInput>();
  const assessors = new Map<MarginAccountId, Assessor>();
  const excluded: Plan['excluded'][number][] = [];
  for (const input of inputs) {
    const { id } = input.account;
    const assessor = assessorOf(input);
    const figures = assessor.figures(input);
    if (figures.ok) {
      accounts.set(id, input);
      assessors.set(id, assessor);
    } else excluded.push({ account: id, failure: figures.failure });
  }
  const before = bookOf(accounts, assessors) ?? new Map();
  const trades = new Set([...assessors].flatMap(([id, one]) => (one.trades ? [id] : [])));
  const offered = choices(accounts, trades, wish);
  const search = { accounts, offered, assessors, before, wish };
  const point = best(search, solve);
  const steps = stepsTo(point, search);
  return {
    before,
    steps,
    after: point.book,
    cost: steps.reduce((sum, one) => sum + one.cost, 0),
    unstated: [
      ...new Set(
        offered.flatMap(({ unstated }, i) =>
          (point.shares[i] ?? 0) > 0 && unstated !== null ? [unstated] : [],
        ),
      ),
    ],
    excluded,
  };
}
