import type { SimmCalibration } from '../../../src/engine/margin/simm/calibration.ts';
import type {
  ProductClass,
  RiskType,
  Sensitivity,
} from '../../../src/engine/margin/simm/sensitivity.ts';
import type { AddOns } from '../../../src/engine/margin/simm/simm.ts';
import { vectorFile } from './vectors.ts';

type SensitivityRow = readonly [
  id: string,
  product: ProductClass,
  type: RiskType,
  qualifier: string,
  bucket: string,
  label1: string,
  label2: string,
  amount: number,
];

type SimmVectors = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly addOns: {
    readonly multipliers: AddOns['multipliers'];
    readonly shares: AddOns['shares'];
    readonly notionals: readonly (readonly [string, number])[];
    readonly fixed: readonly number[];
  };
  readonly sensitivities: readonly SensitivityRow[];
  readonly tests: readonly (readonly [
    number: number,
    members: string,
    tenDay: number,
    oneDay: number,
  ])[];
};

export const simmVectors = vectorFile('margin/simm.json') as SimmVectors;

const { calibrations } = vectorFile('margin/simm-calibrations.json') as {
  readonly calibrations: readonly SimmCalibration[];
};

export function calibrationOf(version: string, calendarDays: number): SimmCalibration {
  const found = calibrations.find(
    (one) => one.version === version && one.calendarDays === calendarDays,
  );
  if (found === undefined) throw new Error(`no calibration ${version}`);
  return found;
}

const sensitivityOf = (row: SensitivityRow): Sensitivity => {
  const [, product, type, qualifier, bucket, label1, label2, amount] = row;
  return { product, type, qualifier, bucket, label1, label2, amount };
};

const group = (id: string): string => id.slice(0, id.indexOf('_'));

/** `IR_8*5`: five times a sensitivity; `IR`: all of a group. */
export function membersOf(text: string): readonly Sensitivity[] {
  if (text === '(add-on only)') return [];
  return text.split(' ').flatMap((word) => {
    const [name = '', times = '1'] = word.split('*');
    return simmVectors.sensitivities
      .filter(([id]) => id === name || group(id) === name)
      .map((row) => {
        const one = sensitivityOf(row);
        return { ...one, amount: one.amount * Number(times) };
      });
  });
}

const noAddOns: AddOns = { multipliers: {}, fixed: [], shares: {}, notionals: [] };

/** What each test adds to its sensitivities: multipliers, notionals of a product, fixed amounts. */
export function addOnsOf(test: number): AddOns {
  const { multipliers, shares, notionals, fixed } = simmVectors.addOns;
  const all = notionals.map(([name, amount]) => ({ name, amount }));
  const fixedAmounts = fixed.map((amount, i) => ({ name: `Fixed ${i + 1}`, amount }));
  const additions = { ...noAddOns, shares, notionals: all, fixed: fixedAmounts };
  switch (test) {
    case 298:
    case 472:
    case 479:
      return { ...noAddOns, multipliers };
    case 473:
      return { ...noAddOns, shares, notionals: all.filter(({ name }) => name === 'Alpha') };
    case 474:
      return { ...noAddOns, shares, notionals: all.filter(({ name }) => name !== 'Alpha') };
    case 475:
      return { ...noAddOns, fixed: fixedAmounts };
    case 476:
    case 480:
      return additions;
    case 481:
      return { ...additions, multipliers };
    default:
      return noAddOns;
  }
}
