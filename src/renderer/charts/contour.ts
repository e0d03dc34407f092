/** A straight piece of a contour, in units of cells from the middle of the first cell. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Where a surface given at the middles of cells crosses zero (marching squares, linear between
 * neighbours). A saddle is cut by the sign of the mean of its corners.
 *
 * @param values row-major [row × column]
 */
export function zeroContour(
  values: Float64Array,
  rows: number,
  columns: number,
): readonly Segment[] {
  const segments: Segment[] = [];
  const at = (row: number, column: number): number => values[row * columns + column] ?? 0;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [
        at(row, column),
        at(row, column + 1),
        at(row + 1, column + 1),
        at(row + 1, column),
      ] as const;
      for (const [x1, y1, x2, y2] of cellSegments(corners)) {
        segments.push([column + x1, row + y1, column + x2, row + y2]);
      }
    }
  }
  return segments;
}

type Corners = readonly [number, number, number, number];

/** Corners clockwise from the upper left; the side k runs from corner k to the next. */
function cellSegments(corners: Corners): readonly Segment[] {
  const crossings: (readonly [number, number])[] = [];
  const starts = [
    [0, 0, 1, 0],
    [1, 0, 0, 1],
    [1, 1, -1, 0],
    [0, 1, 0, -1],
  ] as const;
  for (const [side, [x, y, dx, dy]] of starts.entries()) {
    const [from, to] = [corners[side] ?? 0, corners[(side + 1) % 4] ?? 0];
    if (from < 0 === to < 0) continue;
    const share = from / (from - to);
    crossings.push([x + dx * share, y + dy * share]);
  }
  const [a, b, c, d] = crossings;
  if (a === undefined || b === undefined) return [];
  if (c === undefined || d === undefined) return [[...a, ...b]];
  const mean = corners.reduce((sum, corner) => sum + corner, 0);
  return mean < 0 === corners[0] < 0
    ? [
        [...a, ...b],
        [...c, ...d],
      ]
    : [
        [...d, ...a],
        [...b, ...c],
      ];
}
