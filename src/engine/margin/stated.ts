import type { StatedFigure } from '../model/book.ts';
import type { MarginNode } from '../contract/margin-node.ts';
import type { AccountInput } from '../model/priced.ts';
import type { Asset } from '../values/ids.ts';
import { fail, failure, type Failure, type Outcome } from '../values/outcome.ts';
import { inReporting, type ModelAnswer, type Settled } from './settled.ts';
import { given } from './tree.ts';

/** Reporting currency per unit, as far as the account's own prices tell it. */
function rateOf(asset: Asset, { reporting, collateral, positions }: AccountInput): number | null {
  if (asset === reporting) return 1;
  const held = collateral.find((one) => one.asset === asset);
  if (held !== undefined) return held.rate;
  const settled = positions.find(({ instrument }) => instrument.settlement === asset);
  if (settled !== undefined) return settled.settlementRate;
  return positions.find(({ instrument }) => instrument.quote === asset)?.quoteRate ?? null;
}

/** The newest statement of a figure for each asset. */
function newestFigures(
  stated: readonly StatedFigure[],
  name: StatedFigure['name'],
): readonly StatedFigure[] {
  const found = new Map<Asset, StatedFigure>();
  for (const one of stated) {
    if (one.name !== name) continue;
    const known = found.get(one.asset);
    if (known === undefined || one.at > known.at) found.set(one.asset, one);
  }
  return [...found.values()];
}

/** A figure that the venue's own files state, in the reporting currency; fails where they do not. */
export function statedFigure(
  input: AccountInput,
  name: StatedFigure['name'],
  label: string,
): Outcome<MarginNode> {
  const figures = newestFigures(input.account.stated, name);
  if (figures.length === 0) {
    return fail(
      'missing-field',
      `the files of ${input.account.name} state no ${label.toLowerCase()}`,
    );
  }
  const settled: Settled[] = [];
  const lacking: Failure[] = [];
  for (const { asset, value, source } of figures) {
    const rate = rateOf(asset, input);
    if (rate === null) {
      lacking.push(
        failure('missing-market-data', `no price of ${asset} in ${input.reporting}`, source),
      );
    } else {
      settled.push({ asset, rate, node: given(label, value, asset, { source }) });
    }
  }
  return inReporting(label, settled, input.reporting, lacking, {
    note: 'as the venue states it in its own file',
  });
}

/** The requirement as the venue itself states it, for venues whose model is not built here. */
export function statedMargin(input: AccountInput): ModelAnswer {
  return {
    requirement: {
      initial: statedFigure(input, 'initialMargin', 'Initial margin'),
      maintenance: statedFigure(input, 'maintenanceMargin', 'Maintenance margin'),
    },
    editions: [],
  };
}
