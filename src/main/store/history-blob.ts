/** Closes of one series in one calendar year (UTC), in order of time. */
export type Closes = {
  /** Starts of the bars, UTC milliseconds, strictly increasing. */
  readonly at: Float64Array;
  /** Close of the bar at the same index. */
  readonly closes: Float64Array;
  /** Line of the file that the close was read from. */
  readonly lines: Int32Array;
};

/** Points as they are read: any order, the same time more than once. */
export type Point = { readonly at: number; readonly close: number; readonly line: number };

/** Points in order of time; of several with one time the last given stands. */
export function closesOf(given: readonly Point[]): Closes {
  const byTime = new Map<number, Point>();
  for (const point of given) byTime.set(point.at, point);
  const ordered = [...byTime.values()].toSorted((a, b) => a.at - b.at);
  return {
    at: Float64Array.from(ordered, (point) => point.at),
    closes: Float64Array.from(ordered, (point) => point.close),
    lines: Int32Array.from(ordered, (point) => point.line),
  };
}

export function points({ at, closes, lines }: Closes): Point[] {
  return Array.from(at, (time, index) => ({
    at: time,
    close: closes[index] ?? Number.NaN,
    line: lines[index] ?? 0,
  }));
}

/** The bytes of a column. All machines that Crossguard runs on are little-endian. */
export function blob(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** A copy, since bytes from SQLite need not lie on a boundary of eight. */
function aligned(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

export const floats = (bytes: Uint8Array): Float64Array => new Float64Array(aligned(bytes));
export const integers = (bytes: Uint8Array): Int32Array => new Int32Array(aligned(bytes));
