import type { Asset, MarginAccountId } from '../../values/ids.ts';
import type { Choice } from './choices.ts';
import type { Figures } from '../../contract/figures.ts';
import type { Book, Slopes } from './point.ts';

/** Least value of a linear form over variables that are at least 0, some of them whole. */
export type Program = {
  readonly variables: readonly { readonly most: number; readonly whole: boolean }[];
  /** By variable. */
  readonly objective: readonly number[];
  /** Each: Σ coefficient × variable ≤ bound. */
  readonly rows: readonly {
    readonly coefficients: ReadonlyMap<number, number>;
    readonly bound: number;
  }[];
};

/** Values of a program's variables; null where there is no optimum. */
export type Solve = (program: Program) => readonly number[] | null;

/** `target`: every account at or under the ratio, at least cost. `release`: most initial margin freed, less cost. */
export type Goal = 'target' | 'release';

/** The slopes of every account's figures at some shares of the choices. */
export type Cut = {
  readonly shares: readonly number[];
  readonly slopes: ReadonlyMap<MarginAccountId, Slopes>;
};

/** What a unit of reporting currency missing to the target weighs against cost. */
export const SHORTAGE = 1_000;

/** What a unit of reporting currency moved weighs, so that no more is moved than needed. */
const EFFORT = 1e-6;

/** Value of a figure at shares 0 by a cut's slopes. */
function atZero(name: keyof Figures, { at, by }: Slopes, shares: readonly number[]): number {
  return [...by].reduce((value, [i, slope]) => value - slope[name] * (shares[i] ?? 0), at[name]);
}

/** Delta of each trade, by underlying. */
function deltas(choices: readonly Choice[]): ReadonlyMap<Asset, ReadonlyMap<number, number>> {
  const found = new Map<Asset, Map<number, number>>();
  for (const [i, { action }] of choices.entries()) {
    if (action.kind !== 'trade') continue;
    const { underlying, delta } = action;
    found.set(underlying, (found.get(underlying) ?? new Map<number, number>()).set(i, delta));
  }
  return found;
}

/**
 * The choices' shares as a mixed-integer linear program: its first variables. Every account keeps
 * its ratio at or under the target, where it can, and its equity at or above its initial margin,
 * where it is so now; no
 * balance is used up twice, and the trades of an underlying leave its delta as it is.
 *
 * A requirement is at least what every cut says of it, as is true of the worst of many scenarios.
 *
 * @param cuts at least one
 * @param hurdle what an action must be worth, reporting currency
 * @see Kelley, "The cutting-plane method for solving convex programs" (1960)
 */
export function programOf(
  choices: readonly Choice[],
  cuts: readonly Cut[],
  present: Book,
  goal: Goal,
  target: number,
  hurdle: number,
): Program {
  const variables: { most: number; whole: boolean }[] = [];
  const objective: number[] = [];
  const rows: { coefficients: ReadonlyMap<number, number>; bound: number }[] = [];
  const variable = (weight: number, most: number, whole = false): number => {
    objective.push(weight);
    return variables.push({ most, whole }) - 1;
  };

  for (const { cost, size } of choices) variable(cost + EFFORT * size, 1);
  for (const [, used] of Map.groupBy(choices.entries(), ([, { uses }]) => uses ?? '')) {
    if (used[0]?.[1].uses === null) continue;
    rows.push({ coefficients: new Map(used.map(([i]) => [i, 1])), bound: 1 });
  }
  for (const delta of deltas(choices).values()) {
    const opposite = new Map([...delta].map(([i, value]) => [i, -value]));
    rows.push({ coefficients: delta, bound: 0 }, { coefficients: opposite, bound: 0 });
  }
  for (const [i, { fixedCost }] of choices.entries()) {
    const on = variable(fixedCost + hurdle, 1, true);
    rows.push({
      coefficients: new Map([
        [i, 1],
        [on, -1],
      ]),
      bound: 0,
    });
  }

  for (const [id, now] of present) {
    const initial = variable(goal === 'release' ? 1 : 0, Infinity);
    const maintenance = variable(0, Infinity);
    const short = variable(SHORTAGE, Math.max(now.maintenance - target * now.equity, 0));
    for (const { shares, slopes } of cuts) {
      const own = slopes.get(id);
      if (own === undefined) continue;
      for (const [name, figure] of [
        ['initial', initial],
        ['maintenance', maintenance],
      ] as const) {
        const coefficients = new Map([...own.by].map(([i, slope]) => [i, slope[name]]));
        coefficients.set(figure, -1);
        rows.push({ coefficients, bound: -atZero(name, own, shares) });
      }
    }
    const first = cuts[0]?.slopes.get(id)?.by ?? new Map<number, Figures>();
    const less = (share: number) =>
      new Map([...first].map(([i, { equity }]) => [i, -share * equity]));
    const ratio = less(target).set(maintenance, 1).set(short, -1);
    rows.push({ coefficients: ratio, bound: target * now.equity });
    rows.push({
      coefficients: less(1).set(initial, 1),
      bound: Math.max(now.equity, now.initial),
    });
  }
  return { variables, objective, rows };
}
