import type { MarginNode } from '../../contract/margin-node.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { given, max, product, sum, worst } from '../tree.ts';
import { contractKey, unitPnlAt, type TimsPosition } from './position.ts';

/** How far prices of a class are moved. */
export type TimsClass = {
  readonly name: string;
  /** Outer moves, fractions, positive. */
  readonly down: number;
  readonly up: number;
  readonly productGroup: string;
  readonly portfolioGroup: string;
  readonly positions: readonly TimsPosition[];
};

export type TimsNumbers = {
  /** Equidistant moves on each side. */
  readonly pointsEachSide: number;
  /** Least requirement per unit of an option's multiplier. */
  readonly minimum: number;
  /** Share of a gain that stands against losses of other classes, and of other product groups, by group; else 0. */
  readonly productOffsets: ReadonlyMap<string, number>;
  readonly portfolioOffsets: ReadonlyMap<string, number>;
  /** Continuous, per year. */
  readonly rate: number;
};

/** Moves of a class from the lowest to the highest; the present price is no point. */
export function timsMoves(
  { down, up }: Pick<TimsClass, 'down' | 'up'>,
  each: number,
): readonly number[] {
  const steps = Array.from({ length: each }, (_, i) => (i + 1) / each);
  return [...steps.toReversed().map((step) => -down * step), ...steps.map((step) => up * step)];
}

const percent = (move: number): string =>
  `${move < 0 ? '−' : '+'}${Number((Math.abs(move) * 100).toFixed(4))} %`;

/** Losses whole, gains by a share of them. */
const offset = (columns: readonly Float64Array[], share: number, points: number): Float64Array =>
  Float64Array.from({ length: points }, (_, i) =>
    columns.reduce((all, column) => all + (column[i]! < 0 ? column[i]! : share * column[i]!), 0),
  );

type Measured = { readonly of: TimsClass; readonly pnl: Float64Array };

/** P&L of a class at its points: everything in it nets, and each contract is priced once. */
function classPnl(of: TimsClass, numbers: TimsNumbers): Outcome<Measured> {
  const moves = timsMoves(of, numbers.pointsEachSide);
  const pnl = new Float64Array(moves.length);
  for (const held of Map.groupBy(of.positions, contractKey).values()) {
    const [first] = held;
    if (first === undefined) continue;
    const found = unitPnlAt(first, moves, numbers.rate);
    if (!found.ok) {
      return fail(found.failure.reason, `${first.name}: ${found.failure.message}`);
    }
    const size = held.reduce((all, { quantity, multiplier }) => all + quantity * multiplier, 0);
    for (const [i, value] of found.value.entries()) pnl[i] = pnl[i]! + size * value;
  }
  return ok({ of, pnl });
}

function minimumNode(
  group: readonly Measured[],
  { minimum }: TimsNumbers,
  currency: string,
): MarginNode {
  const units = group
    .flatMap(({ of }) => of.positions)
    .filter(({ option }) => option !== null)
    .reduce((all, { quantity, multiplier }) => all + Math.abs(quantity) * multiplier, 0);
  return product('Minimum per contract', currency, [
    given('Contracts × multiplier', units, ''),
    given('Minimum', minimum, currency),
  ]);
}

/** The requirement of classes that may stand against each other. */
function groupNode(
  name: string,
  group: readonly Measured[],
  numbers: TimsNumbers,
  currency: string,
): MarginNode {
  const points = 2 * numbers.pointsEachSide;
  const products = [...Map.groupBy(group, ({ of }) => of.productGroup)].map(([key, classes]) => ({
    key,
    pnl: offset(
      classes.map(({ pnl }) => pnl),
      classes.length > 1 ? (numbers.productOffsets.get(key) ?? 0) : 1,
      points,
    ),
  }));
  const whole = offset(
    products.map(({ pnl }) => pnl),
    products.length > 1 ? (numbers.portfolioOffsets.get(name) ?? 0) : 1,
    points,
  );
  const labels = Array.from({ length: points }, (_, i) =>
    group
      .map(({ of }) => `${of.name} ${percent(timsMoves(of, numbers.pointsEachSide)[i]!)}`)
      .join(', '),
  );
  let at = 0;
  whole.forEach((pnl, i) => {
    if (pnl < whole[at]!) at = i;
  });
  const scan = worst(
    'Worst point',
    currency,
    [...whole].map((pnl, i) => given(labels[i] ?? '', -pnl, currency)),
    { scenario: whole[at]! < 0 ? (labels[at] ?? '') : 'none: no point loses' },
  );
  return max(name, currency, [scan, minimumNode(group, numbers, currency)]);
}

/**
 * Customer portfolio margin: every class revalued at equidistant moves of its prices, all of a class
 * netted, gains of other classes and product groups by their offset; at least a minimum per contract.
 *
 * @see OCC, Customer Portfolio Margin; FINRA rule 4210(g); SEC release 34-46576
 */
export function timsMargin(
  classes: readonly TimsClass[],
  numbers: TimsNumbers,
  currency: string,
): Outcome<MarginNode> {
  const measured: Measured[] = [];
  for (const one of classes) {
    const found = classPnl(one, numbers);
    if (!found.ok) return found;
    measured.push(found.value);
  }
  const groups = [...Map.groupBy(measured, ({ of }) => of.portfolioGroup)];
  return ok(
    sum(
      'Customer portfolio margin',
      currency,
      groups.map(([name, group]) => groupNode(name, group, numbers, currency)),
    ),
  );
}
