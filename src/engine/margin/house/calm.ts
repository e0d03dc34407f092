import type { MarginNode } from '../../contract/margin-node.ts';
import type { CalmPolicy } from '../../model/house-policy.ts';
import { given, product, sum, worst } from '../tree.ts';

/** Needs of the same lines over unscaled history, loss positive. */
export type LongNeeds = {
  /** Over all of it. */
  readonly whole: number;
  /** Over its most stressed period. */
  readonly stressed: number;
  /** `2019-01-02 to 2026-11-20, 1,812 days`. */
  readonly wholePeriod: string;
  readonly stressedPeriod: string;
};

/**
 * What a need that follows today's volatility lacks for days that are not like today's: up to the
 * floor of the long run, or a share of the way to the stressed period, whichever is more.
 *
 * @param present the need as volatility is
 * @see Regulation (EU) 153/2013, article 28(1)(b) and (c)
 */
export function calmTimes(
  present: number,
  { whole, stressed, wholePeriod, stressedPeriod }: LongNeeds,
  { floor, stressedWeight }: CalmPolicy,
  unit: string,
): MarginNode {
  const beyond = (label: string, value: number, period: string): MarginNode =>
    sum(label, unit, [
      given(`Expected shortfall of ${period}`, value, unit),
      given('As volatility is', -present, unit),
    ]);
  return worst(
    'Calm that may not last',
    unit,
    [
      ...(floor ? [beyond('To the floor of the long run', whole, wholePeriod)] : []),
      product('Towards the stressed period', unit, [
        beyond('Excess', stressed, stressedPeriod),
        given('Weight', stressedWeight, '', { source: 'house policy' }),
      ]),
    ],
    { note: 'the larger of the two; nothing where the need is above both' },
  );
}
