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

/** Who holds how much of each row: the holdings of row r are those from `starts[r]` up to `starts[r + 1]`. */
export type RowHoldings = {
  readonly starts: Int32Array;
  /** Group of each holding. */
  readonly groups: Int32Array;
  /** What each holding counts of the row's value. */
  readonly weights: Float64Array;
  /** Number of groups. */
  readonly count: number;
};

/** Prices option rows in scenarios. The side of a row is 1 of a call, −1 of a put. */
export type Kernel = {
  readonly name: string;
  /**
   * @param rows `ROW_WIDTH` doubles each
   * @param take is given each row's undiscounted values, [scenario], in the unit of the forward; they are
   *   overwritten by the next row
   */
  readonly price: (
    rows: Float64Array,
    moves: Moves,
    take: (row: number, values: Float64Array) => void,
  ) => void;
  /**
   * Σ weight × value of the rows that each group holds, [group × scenario], in the order of the rows. Compensated:
   * its rounding does not grow with the number of rows.
   */
  readonly sum: (rows: Float64Array, moves: Moves, held: RowHoldings) => Float64Array;
};
