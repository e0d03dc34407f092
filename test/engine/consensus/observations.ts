import type {
  ConsensusSettings,
  PriceObservation,
} from '../../../src/engine/consensus/observation.ts';
import {
  indexConsensus,
  type Consensus,
  type ConsensusReport,
} from '../../../src/engine/consensus/index-consensus.ts';
import { noneFenced, type FencedSources } from '../../../src/engine/consensus/readmission.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant } from '../../support/builders.ts';

/** Five deviations, a floor of 10 basis points, a band of 200; a minute to be stale, ten to be back. */
export const settings: ConsensusSettings = {
  oldest: { all: 60_000, by: new Map() },
  ahead: 2_000,
  deviations: 5,
  floor: 0.001,
  band: 0.02,
  readmitAfter: 600_000,
};

export const seen = (
  source: string,
  value: number,
  fields: Partial<PriceObservation> = {},
): PriceObservation => ({ source, value, at: anInstant, confidence: null, weight: 1, ...fields });

export const reportOf = (
  observations: readonly PriceObservation[],
  before: FencedSources = noneFenced,
  later: number = 0,
  of: ConsensusSettings = settings,
): ConsensusReport => indexConsensus(observations, of, before, instant(anInstant + later));

export const agreed = ({ consensus }: ConsensusReport): Consensus => {
  if (!consensus.ok) throw new Error(consensus.failure.message);
  return consensus.value;
};
