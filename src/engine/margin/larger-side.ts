import type { MarginNode } from '../contract/margin-node.ts';
import type { PricedPosition } from '../model/priced.ts';
import type { Settled } from './settled.ts';
import { max, sum } from './tree.ts';

/** A position and one of its figures, in its settlement asset. */
export type Figure = { readonly of: PricedPosition; readonly node: MarginNode };

/** A figure by itself. */
export const settledFigure = ({ of, node }: Figure): Settled => ({
  asset: of.instrument.settlement,
  rate: of.settlementRate,
  node,
});

/**
 * Figures of a pool where, among positions that offset, only the larger side of each underlying and
 * settlement asset counts: `max(sum of the longs, sum of the shorts)`.
 */
export function largerSides(
  figures: readonly Figure[],
  offsets: (of: PricedPosition) => boolean,
): readonly Settled[] {
  const alone = figures.filter(({ of }) => !offsets(of)).map(settledFigure);
  const groups = new Map<string, Figure[]>();
  for (const one of figures) {
    if (!offsets(one.of)) continue;
    const { underlying, settlement } = one.of.instrument;
    const key = `${underlying}|${settlement}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...alone, ...[...groups.values()].flatMap(largerSide)];
}

function largerSide(group: readonly Figure[]): readonly Settled[] {
  const longs = group.filter(({ of }) => of.position.quantity > 0);
  const shorts = group.filter(({ of }) => of.position.quantity <= 0);
  const [first] = group;
  if (first === undefined || longs.length === 0 || shorts.length === 0)
    return group.map(settledFigure);
  const { underlying, settlement } = first.of.instrument;
  const side = (label: string, of: readonly Figure[]): MarginNode =>
    sum(
      label,
      settlement,
      of.map(({ node }) => node),
    );
  const node = max(`${underlying}: larger side`, settlement, [
    side('Long positions', longs),
    side('Short positions', shorts),
  ]);
  return [settledFigure({ of: first.of, node })];
}
