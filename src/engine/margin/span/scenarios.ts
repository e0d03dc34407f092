import { black76 } from '../../pricing/black76.ts';
import type { ForwardOption } from '../../pricing/option-value.ts';
import { ok, type Failure, type Outcome } from '../../values/outcome.ts';
import type { RiskArray } from './parameters.ts';

/** A scenario: the price moves by a share of its scan range, volatility up, down or not; of extreme ones a part counts. */
export type SpanScenario = {
  readonly label: string;
  readonly price: number;
  readonly volatility: -1 | 0 | 1;
  readonly extreme: boolean;
};

const inner = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1] as const;
const words = ['same', '+1/3', '−1/3', '+2/3', '−2/3', '+1', '−1'] as const;

/**
 * The 16 scenarios in the order of a risk array. Extreme moves are ± 1 here, to be multiplied.
 *
 * @see CME, Components of SPAN
 */
export const spanScenarios: readonly SpanScenario[] = [
  ...inner.flatMap((price, i) =>
    ([1, -1] as const).map((volatility) => ({
      label: `price ${words[i]}, volatility ${volatility > 0 ? 'up' : 'down'}`,
      price,
      volatility,
      extreme: false,
    })),
  ),
  { label: 'price up, extreme', price: 1, volatility: 0, extreme: true },
  { label: 'price down, extreme', price: -1, volatility: 0, extreme: true },
];

/** Ranges of a contract's scenarios; price range in currency per contract. */
type ScanRanges = {
  readonly price: number;
  /** Absolute, fraction per √year. */
  readonly volatility: number;
  readonly extremeMultiple: number;
  readonly extremeCovered: number;
};

/**
 * Risk array of a contract whose value follows from the moves.
 *
 * @param gain of one long contract, currency, for a price move in currency per contract and a
 *   volatility move, a day later
 */
const riskArrayOf = (
  { price, volatility, extremeMultiple, extremeCovered }: ScanRanges,
  gain: (priceMove: number, volatilityMove: number) => number,
): RiskArray =>
  spanScenarios.map((of) => {
    const scale = of.extreme ? extremeMultiple : 1;
    const share = of.extreme ? extremeCovered : 1;
    const value = gain(of.price * scale * price, of.volatility * volatility);
    return value === 0 ? 0 : -share * value;
  });

/** Index of the scenario with the same price move and the other volatility move; itself where there is none. */
export const pairOf = (scenario: number): number =>
  scenario >= 14 ? scenario : scenario % 2 === 0 ? scenario + 1 : scenario - 1;

/** A contract to be revalued: a future, or an option on one. */
export type Revalued = {
  /** Price of the future, and what a point of it is worth. */
  readonly price: number;
  readonly pointValue: number;
  readonly option: Omit<ForwardOption, 'forward'> | null;
  /** Years that pass until losses are looked at. */
  readonly lookahead: number;
};

/** Risk array of a contract by its ranges; a failure where an option cannot be valued somewhere. */
export function spanArray(of: Revalued, ranges: ScanRanges): Outcome<RiskArray> {
  const { option, price, pointValue, lookahead } = of;
  if (option === null) return ok(riskArrayOf(ranges, (move) => move));
  let fault: Failure | null = null;
  const valueAt = (forward: number, volatility: number, years: number): number => {
    const found = black76({ ...option, forward, volatility, years });
    if (found.ok) return found.value.price;
    fault ??= found.failure;
    return 0;
  };
  const now = valueAt(price, option.volatility, option.years);
  const left = Math.max(option.years - lookahead, 0);
  const array = riskArrayOf(ranges, (move, volatility) => {
    const then = valueAt(
      price + move / pointValue,
      Math.max(option.volatility + volatility, 0),
      left,
    );
    return (then - now) * pointValue;
  });
  return fault === null ? ok(array) : { ok: false, failure: fault };
}
