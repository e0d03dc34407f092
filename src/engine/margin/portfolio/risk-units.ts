import type { PricedPosition } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { nettedPositions } from '../netting.ts';

/** Derivatives on one underlying that offset each other, whatever they settle in. */
export type RiskUnit = {
  readonly underlying: Asset;
  readonly positions: readonly PricedPosition[];
};

/** Derivatives of an account by underlying, the legs of each instrument netted; spot is no part of it. */
export function riskUnits(positions: readonly PricedPosition[]): readonly RiskUnit[] {
  const units = new Map<Asset, PricedPosition[]>();
  for (const one of nettedPositions(positions)) {
    const { underlying, kind } = one.instrument;
    if (kind === 'spot') continue;
    const known = units.get(underlying);
    if (known === undefined) units.set(underlying, [one]);
    else known.push(one);
  }
  return [...units].map(([underlying, held]) => ({ underlying, positions: held }));
}

export const holdsOptions = ({ positions }: RiskUnit): boolean =>
  positions.some(({ instrument }) => instrument.option !== null);

export const holdsExpiries = ({ positions }: RiskUnit): boolean =>
  positions.some(({ instrument }) => instrument.expiry !== null);

export const symbolsOf = ({ positions }: RiskUnit): readonly string[] =>
  positions.map(({ instrument }) => instrument.symbol);
