import { black76 } from '../../pricing/black76.ts';
import type { OptionRight } from '../../pricing/black.ts';
import { ok, type Outcome } from '../../values/outcome.ts';
import { compositeDelta } from './composite-delta.ts';
import { spanScenarios, type SpanScenario } from './scenarios.ts';

/** How far prices are moved, and how much of a loss beyond the scan is covered. */
export type PriceScan = {
  /** Of one unit of price, positive. */
  readonly range: number;
  /** Extreme move as a multiple of the range. */
  readonly extremeMultiplier: number;
  /** Fraction of the loss of an extreme move that counts. */
  readonly covered: number;
};

/** An option on a forward, its volatility scan and the day that passes meanwhile. Times in years. */
export type ScannedOption = {
  readonly right: OptionRight;
  readonly forward: number;
  readonly strike: number;
  readonly years: number;
  readonly rate: number;
  readonly volatility: number;
  readonly volatilityScan: { readonly range: number; readonly quoted: 'absolute' | 'relative' };
  readonly lookAhead: number;
};

const priceMove = ({ price, extreme }: SpanScenario, scan: PriceScan): number =>
  price * scan.range * (extreme ? scan.extremeMultiplier : 1);

const coveredPart = ({ extreme }: SpanScenario, scan: PriceScan): number =>
  extreme ? scan.covered : 1;

/** Loss of one long future in each scenario, [scenario], loss positive, in money. */
export function futureArray(scan: PriceScan, contractValueFactor: number): readonly number[] {
  return spanScenarios.map(
    (of) => -priceMove(of, scan) * coveredPart(of, scan) * contractValueFactor,
  );
}

/** An option's array and its composite delta. */
export type OptionArray = { readonly losses: readonly number[]; readonly compositeDelta: number };

/**
 * Loss of one long option in each scenario by Black-76, [scenario], loss positive, in money, after the
 * look-ahead time. Deltas of the composite are taken after it too, at unchanged volatility: when
 * exactly a clearing house takes them is not published.
 *
 * @param weights of the seven prices, in the order of the scenarios
 * @returns a failure where a moved forward is not positive: Black-76 has no price there
 */
export function optionArray(
  option: ScannedOption,
  scan: PriceScan,
  contractValueFactor: number,
  weights: readonly number[],
): Outcome<OptionArray> {
  const now = black76(option);
  if (!now.ok) return now;
  const losses: number[] = [];
  const deltas: number[] = [];
  for (const of of spanScenarios) {
    const after = black76(moved(option, of, scan));
    if (!after.ok) return after;
    losses.push(
      (now.value.price - after.value.price) * coveredPart(of, scan) * contractValueFactor,
    );
    if (of.volatility !== 'up') continue;
    const same = black76(moved(option, { ...of, volatility: 'same' }, scan));
    if (!same.ok) return same;
    deltas.push(same.value.delta);
  }
  return ok({ losses, compositeDelta: compositeDelta(deltas, weights) });
}

function moved(option: ScannedOption, of: SpanScenario, scan: PriceScan): ScannedOption {
  const { range, quoted } = option.volatilityScan;
  const step = quoted === 'absolute' ? range : range * option.volatility;
  const sign = of.volatility === 'up' ? 1 : of.volatility === 'down' ? -1 : 0;
  return {
    ...option,
    forward: option.forward + priceMove(of, scan),
    volatility: Math.max(option.volatility + sign * step, 0),
    years: Math.max(option.years - option.lookAhead, 0),
  };
}

/** Array values as a file states them: multiples of `step`, halves away from 0. */
export function roundedArray(losses: readonly number[], step: number): readonly number[] {
  return losses.map((loss) => {
    const size = Math.floor(Math.abs(loss) / step + 0.5) * step;
    return size === 0 ? 0 : Math.sign(loss) * size;
  });
}
