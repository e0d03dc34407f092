import type { MarginNode } from '../contract/margin-node.ts';
import type { Requirement } from '../contract/snapshot.ts';
import type { MarginEdition } from '../model/parameters.ts';
import type { Asset } from '../values/ids.ts';
import { ok, type Failure, type Outcome } from '../values/outcome.ts';
import { given, product, sum, type Remarks } from './tree.ts';

/** A requirement and the editions that it rests on. */
export type ModelAnswer = {
  readonly requirement: Requirement;
  readonly editions: readonly MarginEdition[];
};

/** A figure in a settlement asset and what a unit of it is worth in the reporting currency. */
export type Settled = {
  readonly asset: Asset;
  readonly rate: number;
  readonly node: MarginNode;
};

/**
 * Figures in several settlement assets as one in the reporting currency. What could not be had is
 * carried in `lacking`; with nothing else to show, the figure fails for the first of these reasons.
 */
export function inReporting(
  label: string,
  figures: readonly Settled[],
  reporting: Asset,
  lacking: readonly Failure[],
  remarks: Remarks = {},
): Outcome<MarginNode> {
  const [first] = lacking;
  if (figures.length === 0 && first !== undefined) return { ok: false, failure: first };
  const assets = new Map<Asset, { rate: number; nodes: MarginNode[] }>();
  for (const { asset, rate, node } of figures) {
    const known = assets.get(asset);
    if (known === undefined) assets.set(asset, { rate, nodes: [node] });
    else known.nodes.push(node);
  }
  const parts = [...assets].map(([asset, { rate, nodes }]) => {
    const total = sum(`Settled in ${asset}`, asset, nodes);
    return asset === reporting
      ? total
      : product(`${asset} in ${reporting}`, reporting, [
          total,
          given(`${reporting} per ${asset}`, rate, reporting),
        ]);
  });
  return ok(sum(label, reporting, parts, { ...remarks, lacking }));
}
