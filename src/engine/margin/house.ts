import type { Requirement } from '../contract/snapshot.ts';
import { shortfallMeasure } from '../measures/risk-report.ts';
import type { SlicePnl } from '../measures/risk-run.ts';
import type { Asset } from '../values/ids.ts';
import { fail, ok, type Failure } from '../values/outcome.ts';

const oneNeed = fail(
  'not-applicable',
  'the house view has one need, not an initial and a maintenance one',
);

/**
 * The house's own requirement: expected shortfall of the slice's joint P&L, at least 0. It is one
 * figure for what the netted book could lose in a day, not a venue's pair of thresholds.
 */
export function houseRequirement(
  slice: SlicePnl,
  tail: string,
  reporting: Asset,
  lacking: readonly Failure[],
): Requirement {
  if (!slice.ok) return { initial: slice, maintenance: oneNeed };
  const { pnl, labels } = slice.value;
  const measure = shortfallMeasure(pnl, tail, labels);
  return {
    initial: ok({
      label: 'House need',
      value: Math.max(measure.value, 0),
      unit: reporting,
      rule: 'floor',
      parts: [
        {
          label: `Expected shortfall, tail ${tail}, one day`,
          value: measure.value,
          unit: reporting,
          rule: 'given',
          parts: [],
          scenario: measure.scenario,
          note: `mean of the worst ${tail} of ${measure.outcomes} joint outcomes of the netted positions`,
        },
      ],
      ...(lacking.length > 0 ? { lacking } : {}),
    }),
    maintenance: oneNeed,
  };
}
