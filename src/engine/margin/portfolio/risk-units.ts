import type { PricedPosition } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { keptOfList } from '../../values/kept.ts';
import { nettedGroups, ownerOf } from '../netting.ts';

/** Derivatives on one underlying that offset each other, whatever they settle in. */
export type RiskUnit = {
  readonly underlying: Asset;
  readonly positions: readonly PricedPosition[];
};

/** The unit of positions on one underlying: the same object for the same positions. */
const unitOf = keptOfList(
  (positions: readonly [PricedPosition, ...PricedPosition[]]): RiskUnit => ({
    underlying: positions[0].instrument.underlying,
    positions,
  }),
  ownerOf,
);

/** Derivatives of an account by underlying, the legs of each instrument netted; spot is no part of it. */
export const riskUnits = (positions: readonly PricedPosition[]): readonly RiskUnit[] =>
  nettedGroups(positions, 'underlying').map(unitOf);

export const holdsOptions = ({ positions }: RiskUnit): boolean =>
  positions.some(({ instrument }) => instrument.option !== null);

export const holdsExpiries = ({ positions }: RiskUnit): boolean =>
  positions.some(({ instrument }) => instrument.expiry !== null);

export const symbolsOf = ({ positions }: RiskUnit): readonly string[] =>
  positions.map(({ instrument }) => instrument.symbol);
