import type { MarginNode } from '../../contract/margin-node.ts';
import type { HousePolicy, Share } from '../../model/house-policy.ts';
import type { Held } from '../../netting/lines.ts';
import { given, product, sum } from '../tree.ts';

/** Expected shortfall of some lines together, loss positive, reporting currency. */
export type Need<L> = (lines: readonly L[]) => number;

const shareOf = <K>(share: Share<K>, key: K): number => share.by.get(key) ?? share.all;

const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

const partsOf = <L>(lines: readonly L[], key: (line: L) => string): readonly L[][] => [
  ...Map.groupBy(lines, key).values(),
];

/** The part of the offset among some parts that the house does not count; none where it counts all. */
function uncounted<L>(
  label: string,
  parts: readonly (readonly L[])[],
  counted: number,
  need: Need<L>,
  unit: string,
): MarginNode[] {
  if (counted >= 1 || parts.length < 2) return [];
  const offset = total(parts.map(need)) - need(parts.flat());
  return [
    product(label, unit, [
      given('Offset', Math.max(offset, 0), unit, {
        note: 'what the parts need apart − what they need together',
      }),
      given('Not counted', 1 - counted, '', { source: 'house policy' }),
    ]),
  ];
}

/**
 * What offsets would have saved but the house does not count: between legal sets, between asset
 * classes, within a class, and within one underlying. Each is what its parts need apart less what
 * they need together, so with every share 0 the need is that of each account's underlyings added up.
 *
 * @param need subadditive, as expected shortfall is
 */
export function nettingLimits<L extends Held>(
  lines: readonly L[],
  need: Need<L>,
  { classes, legalSets, netting }: HousePolicy,
  unit: string,
): MarginNode {
  const setOf = (line: L): string => legalSets.get(line.venue) ?? 'book';
  const classOf = (line: L): string => classes.get(line.unit.underlying) ?? 'other';
  const parts: MarginNode[] = [];
  const charge = (label: string, among: readonly (readonly L[])[], counted: number): void => {
    parts.push(...uncounted(label, among, counted, need, unit));
  };
  const sets = partsOf(lines, setOf);
  charge('Between legal sets', sets, netting.betweenLegalSets);
  for (const ofSet of sets) {
    const set = setOf(ofSet[0]!);
    const ofClasses = partsOf(ofSet, classOf);
    charge(`Between asset classes of ${set}`, ofClasses, netting.betweenClasses);
    for (const ofClass of ofClasses) {
      const name = classOf(ofClass[0]!);
      const underlyings = partsOf(ofClass, (line) => line.unit.underlying);
      charge(`Within ${name} of ${set}`, underlyings, shareOf(netting.withinClass, name));
      for (const held of underlyings) {
        const { underlying } = held[0]!.unit;
        const accounts = partsOf(held, (line) => line.account);
        const counted = shareOf(netting.sameUnderlying, underlying);
        charge(`${underlying} at several accounts of ${set}`, accounts, counted);
      }
    }
  }
  return sum('Offsets that the house does not count', unit, parts);
}
