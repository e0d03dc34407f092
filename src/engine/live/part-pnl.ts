import type { PnlOf } from '../measures/risk-run.ts';
import type { PriceBook } from '../scenarios/compiled/book-pnl.ts';
import { gridScenarios, surfaceMoves } from '../scenarios/grid.ts';
import type { ScenarioSet } from '../scenarios/scenario-set.ts';
import type { GridPnl } from '../scenarios/surface.ts';
import type { Asset } from '../values/ids.ts';
import type { Cell, Part } from './parts.ts';

/** P&L of every cell of a part, [group × scenario]; a part is priced once in a set. */
export type PartPnl = (part: Part, set: ScenarioSet) => Float64Array;

export function partPnl(price: PriceBook): PartPnl {
  const priced = new WeakMap<Part, WeakMap<ScenarioSet, Float64Array>>();
  return (part, set) => {
    const known = priced.get(part) ?? new WeakMap<ScenarioSet, Float64Array>();
    priced.set(part, known);
    const found = known.get(set);
    if (found !== undefined) return found;
    const pnl = price(part.compiled, set);
    known.set(set, pnl);
    return pnl;
  };
}

/** P&L of some cells: summed afresh each time, so that nothing gathers from tick to tick. */
export const cellPnl =
  (pnlOf: PartPnl, set: ScenarioSet): PnlOf<Cell> =>
  (cells) => {
    const count = set.labels.length;
    const total = new Float64Array(count);
    for (const { part, group } of cells) {
      const column = pnlOf(part, set);
      const from = group * count;
      for (let s = 0; s < count; s++) total[s] = total[s]! + column[from + s]!;
    }
    return total;
  };

/** Grids of the underlyings that move: the same object for the same underlyings. */
export function keptGrids(): (moving: readonly Asset[]) => ScenarioSet {
  const alone = new Map<Asset, ScenarioSet>();
  let all: { readonly key: string; readonly set: ScenarioSet } | null = null;
  return (moving) => {
    const [only, ...others] = moving;
    if (only !== undefined && others.length === 0) {
      const known = alone.get(only) ?? gridScenarios(moving, surfaceMoves);
      alone.set(only, known);
      return known;
    }
    const key = moving.toSorted().join('|');
    if (all?.key !== key) all = { key, set: gridScenarios(moving, surfaceMoves) };
    return all.set;
  };
}

/** Whether anything of a part settles in another asset that moves. */
const feelsOthers = ({ underlying, lines, settling }: Part, moving: readonly Asset[]): boolean =>
  settling.some((at) => {
    const { settlement } = lines[at]!.unit;
    return settlement !== underlying && moving.includes(settlement);
  });

/**
 * P&L of cells over the grids of the surfaces. Where nothing of an underlying feels the others, it gains alone
 * what it gains among all, and is priced once.
 *
 * @param all underlyings
 */
export const partGrids =
  (
    pnlOf: PartPnl,
    gridOf: (moving: readonly Asset[]) => ScenarioSet,
    cells: readonly Cell[],
    all: readonly Asset[],
  ): GridPnl =>
  (moving, scope) => {
    if (scope === 'all') return cellPnl(pnlOf, gridOf(all))(cells);
    const own = cells.filter(({ unit }) => unit.underlying === scope);
    const among = own.every(({ part }) => !feelsOthers(part, all));
    return cellPnl(pnlOf, gridOf(among ? all : moving))(own);
  };
