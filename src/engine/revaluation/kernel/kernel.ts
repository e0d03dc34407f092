/**
 * Moves of one pair of underlying and settlement asset, [scenario]: what every option row of the pair shares,
 * tabulated once.
 */
export type Moves = {
  readonly count: number;
  /** Forward ÷ forward today, positive. */
  readonly factors: Float64Array;
  /** Volatility ÷ volatility today, at least 0. */
  readonly volatilities: Float64Array;
};

/** Doubles of one row: forward, ln(forward ÷ strike), strike, volatility × √years, side. */
export const ROW_WIDTH = 5;

/**
 * Prices option rows in scenarios.
 *
 * @param rows `ROW_WIDTH` doubles each: the side is 1 of a call, −1 of a put
 * @param take is given each row's undiscounted values, [scenario], in the unit of the forward; they are
 *   overwritten by the next row
 */
export type Kernel = {
  readonly name: string;
  readonly price: (
    rows: Float64Array,
    moves: Moves,
    take: (row: number, values: Float64Array) => void,
  ) => void;
};
