import * as fc from 'fast-check';

/** P&L samples of one length in whole units, so that sums and ties are exact. */
export const wholePnl = (fewest: number, most: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: fewest, maxLength: most })
    .map((values) => Float64Array.from(values));

/** Two samples over the same scenarios. */
export const twoPnls = (fewest: number, most: number): fc.Arbitrary<[Float64Array, Float64Array]> =>
  fc
    .array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 })), {
      minLength: fewest,
      maxLength: most,
    })
    .map((pairs) => [
      Float64Array.from(pairs, ([first]) => first),
      Float64Array.from(pairs, ([, second]) => second),
    ]);

/** Tail probabilities as texts of three decimals, 0.001 to 0.999. */
export const tailText: fc.Arbitrary<string> = fc
  .integer({ min: 1, max: 999 })
  .map((thousandths) => `0.${`${thousandths}`.padStart(3, '0')}`);

/** A table of returns that move in every column, [day × asset]. */
export const movingReturns = (
  assets: number,
  days: number,
): fc.Arbitrary<{ readonly rows: number; readonly values: Float64Array }> =>
  fc
    .array(fc.integer({ min: -500, max: 500 }), {
      minLength: assets * days,
      maxLength: assets * days,
    })
    .map((numbers) => ({ rows: days, values: Float64Array.from(numbers, (x) => x / 10_000) }))
    .filter(({ values }) =>
      Array.from({ length: assets }, (_, column) =>
        Array.from({ length: days }, (__, day) => values[day * assets + column]),
      ).every((column) => new Set(column).size > 1 && column.some((r) => r !== 0)),
    );
