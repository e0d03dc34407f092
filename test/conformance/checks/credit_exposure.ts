import { readFileSync } from 'node:fs';
import { creditValue } from '../../../src/engine/measures/credit/credit-value.ts';
import {
  callPeriodExposure,
  normalExposure,
} from '../../../src/engine/measures/credit/exposure.ts';
import {
  standardisedExposure,
  type ExposureRule,
} from '../../../src/engine/measures/credit/standardised-exposure.ts';
import { near, nearEach, same, vectorCheck, type Comparison, type VectorCheck } from '../frame.ts';

type Quantiles = Readonly<Record<string, number>>;

type Case =
  | {
      readonly kind: 'normal_exposure';
      readonly V0: number;
      readonly drift: number;
      readonly vol: number;
      readonly times: readonly number[];
      readonly expected: {
        readonly EE: readonly number[];
        readonly NEE: readonly number[];
        readonly PFE: readonly Quantiles[];
        readonly effective_EE: readonly number[];
      };
    }
  | {
      readonly kind: 'saccr_unmargined';
      readonly V: number;
      readonly C: number;
      readonly addon: number;
      readonly expected: Quantiles;
    }
  | {
      readonly kind: 'cva_flat_hazard';
      readonly hazard: number;
      readonly r: number;
      readonly lgd: number;
      readonly times: readonly number[];
      readonly EE: readonly number[];
      readonly credit_line: number;
      readonly expected: Quantiles;
    }
  | {
      readonly kind: 'collateralised_mpor';
      readonly vol: number;
      readonly mpor_days: number;
      readonly expected: Quantiles;
    };

const rule = JSON.parse(
  readFileSync(
    new URL('../../../resources/regulation/counterparty-exposure.json', import.meta.url),
    'utf8',
  ),
) as ExposureRule;

const allowed = (of: number): number => 1e-10 * Math.abs(of);

const compared = (actual: Quantiles, expected: Quantiles): readonly Comparison[] =>
  Object.entries(expected).map(([field, reference]) => {
    const value = actual[field];
    return value === undefined
      ? same(field, value, reference)
      : near(field, value, reference, allowed(reference));
  });

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  switch (vector.kind) {
    case 'normal_exposure':
      return exposureFigures(vector);
    case 'saccr_unmargined': {
      const found = standardisedExposure(
        { value: vector.V, collateral: vector.C, addOn: vector.addon },
        rule,
      );
      return compared(
        {
          RC: found.replacementCost,
          multiplier: found.multiplier,
          PFE: found.potential,
          EAD: found.atDefault,
        },
        vector.expected,
      );
    }
    case 'cva_flat_hazard': {
      const found = creditValue({
        times: vector.times,
        exposures: vector.EE,
        hazard: vector.hazard,
        rate: vector.r,
        lossGivenDefault: vector.lgd,
      });
      return compared(
        {
          cva: found.adjustment,
          pd_2y: found.defaultProbability,
          peak_utilisation: found.peakExposure / vector.credit_line,
        },
        vector.expected,
      );
    }
    default: {
      const found = callPeriodExposure(vector.vol, vector.mpor_days / 365, [0.99]);
      return compared({ EE: found.expected, 'PFE_0.99': found.potential[0]! }, vector.expected);
    }
  }
});

function exposureFigures({
  times,
  expected,
  ...vector
}: Extract<Case, { readonly kind: 'normal_exposure' }>): readonly Comparison[] {
  const confidences = Object.keys(expected.PFE[0] ?? {});
  const found = normalExposure(
    { value: vector.V0, drift: vector.drift, volatility: vector.vol },
    times,
    confidences.map(Number),
  );
  return [
    ...nearEach(
      'EE',
      found.map((at) => at.expected),
      expected.EE,
      allowed,
    ),
    ...nearEach(
      'NEE',
      found.map((at) => at.expectedNegative),
      expected.NEE,
      allowed,
    ),
    ...nearEach(
      'effective_EE',
      found.map((at) => at.effective),
      expected.effective_EE,
      allowed,
    ),
    ...found.flatMap((at, i) =>
      nearEach(
        `PFE ${i}`,
        at.potential,
        confidences.map((q) => expected.PFE[i]![q]!),
        allowed,
      ),
    ),
  ];
}
