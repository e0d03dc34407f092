/** Entries of a row-major square in a new order of rows and columns. */
export const inOrder = (values: Float64Array, order: readonly number[]): Float64Array =>
  Float64Array.from(
    { length: order.length ** 2 },
    (_, at) =>
      values[order[Math.floor(at / order.length)]! * order.length + order[at % order.length]!]!,
  );
