import { simm } from '../../../../src/engine/margin/simm/simm.ts';
import {
  addOnsOf,
  calibrationOf,
  membersOf,
  simmVectors,
} from '../../../engine/margin/simm-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, type Figure } from './figures.ts';

const horizons = [
  { name: 'ten days', calibration: calibrationOf('2.5', 14), place: 2 },
  { name: 'one day', calibration: calibrationOf('2.5', 1.4), place: 3 },
] as const;

const figures: readonly Figure[] = simmVectors.tests.flatMap((test) => {
  const [number, members] = test;
  const sensitivities = membersOf(members);
  const addOns = addOnsOf(number);
  return horizons.map(({ name, calibration, place }) => ({
    vector: `C${number} ${name}`,
    published: test[place],
    ours: simm({ sensitivities, currency: 'USD', calibration, addOns }).value,
    tolerance: simmVectors.tolerance.absolute,
  }));
});

/** Every unit test of a public implementation, at both horizons. */
export const rows: readonly ConformanceRow[] = rowsOf('simm', simmVectors.source, figures);
