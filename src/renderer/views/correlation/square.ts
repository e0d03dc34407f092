/** A symmetric table over assets that a heatmap and its table twin show alike. */
export type Square = {
  readonly assets: readonly string[];
  /** Row-major [asset × asset], −1 to 1. */
  readonly values: Float64Array;
  /** 1 where a cell bears the mark. */
  readonly marks: Float64Array | null;
  readonly mark: string;
  /** What the mark says. */
  readonly markWords: string;
  /** The value of the strongest colour. */
  readonly limit: number;
  /** The tree of the rows; null: none is drawn. */
  readonly merges:
    | readonly { readonly left: number; readonly right: number; readonly height: number }[]
    | null;
};

export type SquarePair = {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly marked: boolean;
};

/** Every pair once, the largest value first. */
export function pairsOf({ assets, values, marks }: Square): readonly SquarePair[] {
  const count = assets.length;
  const found: SquarePair[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) {
      const at = row * count + column;
      found.push({ row, column, value: values[at] ?? 0, marked: marks?.[at] === 1 });
    }
  }
  return found.toSorted((a, b) => b.value - a.value);
}
