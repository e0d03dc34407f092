import type { SpotOption } from './option-value.ts';
import { fail, failure, ok, type Failure, type Outcome } from '../values/outcome.ts';

/** What a numeric input must be. */
export type Range = 'positive' | 'not negative' | 'finite';

/**
 * The first input that is missing, not finite or out of its range, as a failure; null when all are fit.
 *
 * The types say `number`, but prices come from files and feeds: a gap must not become a NaN price.
 */
export function unfitInput(
  inputs: readonly (readonly [name: string, value: number, range: Range])[],
): Failure | null {
  for (const [name, value, range] of inputs) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return failure(
        'missing-market-data',
        `${name} must be a finite number, was ${String(value)}`,
      );
    }
    if (range === 'positive' ? value <= 0 : range === 'not negative' && value < 0) {
      return failure('malformed', `${name} must be ${range}, was ${value}`);
    }
  }
  return null;
}

/** The first input of an option on a spot price that is unfit; null when all are fit. */
export const unfitOption = (option: SpotOption): Failure | null =>
  unfitInput([
    ['spot', option.spot, 'positive'],
    ['strike', option.strike, 'positive'],
    ['years', option.years, 'not negative'],
    ['rate', option.rate, 'finite'],
    ['carry', option.carry, 'finite'],
    ['volatility', option.volatility, 'not negative'],
  ]);

/** The figures, or a failure naming the first that is beyond the range of a double. */
export function finiteFigures<T extends Readonly<Record<string, number | boolean>>>(
  figures: T,
): Outcome<T> {
  for (const [name, figure] of Object.entries(figures)) {
    if (typeof figure === 'number' && !Number.isFinite(figure)) {
      return fail('limit-exceeded', `${name} is beyond the range of a number`);
    }
  }
  return ok(figures);
}
