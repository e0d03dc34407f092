import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { ROW_WIDTH, type Kernel, type Moves } from './kernel.ts';

type Memory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };

/* What is used of WebAssembly, which is part of every host but of no standard library of the language. */
declare const WebAssembly:
  | {
      readonly validate: (code: Uint8Array) => boolean;
      readonly Module: new (code: Uint8Array) => object;
      readonly Instance: new (
        module: object,
        imports: { readonly env: { readonly memory: Memory } },
      ) => { readonly exports: Readonly<Record<string, unknown>> };
      readonly Memory: new (size: { readonly initial: number }) => Memory;
    }
  | undefined;

const PAGE = 65_536;
/** Rows whose values are handed out together, so that they stay in the cache. */
const BLOCK = 16;
/** Rows that are copied in together to be summed: what bounds the memory of a large book. */
const SUMMED = 4_096;
/** A deviation of 0 as the kernel takes it: no price differs from intrinsic value. */
const LEAST = 1e-100;

type Compiled = (...pointersAndCounts: readonly number[]) => void;

const isCompiled = (of: unknown): of is Compiled => typeof of === 'function';

const bytesOf = (hexadecimal: string): Uint8Array =>
  Uint8Array.from({ length: hexadecimal.length / 2 }, (_, i) =>
    Number.parseInt(hexadecimal.slice(2 * i, 2 * i + 2), 16),
  );

/** The kernel takes four scenarios at a time. */
const padded = (count: number): number => 4 * Math.ceil(count / 4);

/** Factors, their logarithms, volatility factors and their inverses, the last repeated. */
function tabulate(into: Float64Array, { count: given, factors, volatilities }: Moves): void {
  const count = into.length / 4;
  for (let s = 0; s < count; s++) {
    const from = Math.min(s, given - 1);
    const volatility = Math.max(volatilities[from]!, LEAST);
    into[s] = factors[from]!;
    into[count + s] = Math.log(factors[from]!);
    into[2 * count + s] = volatility;
    into[3 * count + s] = 1 / volatility;
  }
}

function copyRows(into: Float64Array, rows: Float64Array): void {
  into.set(rows);
  for (let at = 3; at < rows.length; at += ROW_WIDTH) into[at] = Math.max(into[at]!, LEAST);
}

/** Places of consecutive tables of so many bytes each, in memory that is grown to hold them. */
function laidOut(memory: Memory, ...sizes: readonly number[]): readonly number[] {
  // The module's own constants lie in the first page.
  let end = PAGE;
  const places = sizes.map((bytes) => {
    const place = end;
    end += Math.ceil(bytes / 16) * 16;
    return place;
  });
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return places;
}

const priceWith =
  (memory: Memory, priceRows: Compiled): Kernel['price'] =>
  (rows, moves, take) => {
    const count = padded(moves.count);
    const [input = 0, tables = 0, out = 0] = laidOut(
      memory,
      BLOCK * ROW_WIDTH * 8,
      4 * count * 8,
      BLOCK * count * 8,
    );
    const { buffer } = memory;
    tabulate(new Float64Array(buffer, tables, 4 * count), moves);
    const block = new Float64Array(buffer, input, BLOCK * ROW_WIDTH);
    const columns = Array.from(
      { length: BLOCK },
      (_, i) => new Float64Array(buffer, out + i * count * 8, moves.count),
    );
    const many = rows.length / ROW_WIDTH;
    for (let first = 0; first < many; first += BLOCK) {
      const some = Math.min(BLOCK, many - first);
      copyRows(block, rows.subarray(first * ROW_WIDTH, (first + some) * ROW_WIDTH));
      priceRows(input, some, tables, count, out);
      for (let i = 0; i < some; i++) take(first + i, columns[i]!);
    }
  };

const sumWith =
  (memory: Memory, sumRows: Compiled): Kernel['sum'] =>
  (rows, moves, { starts, groups, weights, count: many }) => {
    const count = padded(moves.count);
    const rowCount = rows.length / ROW_WIDTH;
    let mostHeld = 0;
    for (let first = 0; first < rowCount; first += SUMMED) {
      mostHeld = Math.max(mostHeld, starts[Math.min(first + SUMMED, rowCount)]! - starts[first]!);
    }
    const [input = 0, tables = 0, out = 0, begin = 0, group = 0, weight = 0, sum = 0, lost = 0] =
      laidOut(
        memory,
        SUMMED * ROW_WIDTH * 8,
        4 * count * 8,
        count * 8,
        (SUMMED + 1) * 4,
        mostHeld * 4,
        mostHeld * 8,
        many * count * 8,
        many * count * 8,
      );
    const { buffer } = memory;
    tabulate(new Float64Array(buffer, tables, 4 * count), moves);
    const sums = new Float64Array(buffer, sum, many * count).fill(0);
    const rounded = new Float64Array(buffer, lost, many * count).fill(0);
    for (let first = 0; first < rowCount; first += SUMMED) {
      const some = Math.min(SUMMED, rowCount - first);
      const rowsOf = rows.subarray(first * ROW_WIDTH, (first + some) * ROW_WIDTH);
      const [from, to] = [starts[first]!, starts[first + some]!];
      copyRows(new Float64Array(buffer, input, rowsOf.length), rowsOf);
      new Int32Array(buffer, begin, some + 1).set(
        starts.subarray(first, first + some + 1).map((at) => at - from),
      );
      new Int32Array(buffer, group, to - from).set(groups.subarray(from, to));
      new Float64Array(buffer, weight, to - from).set(weights.subarray(from, to));
      sumRows(input, some, tables, count, out, begin, group, weight, sum, lost);
    }
    const found = new Float64Array(many * moves.count);
    for (let g = 0; g < many; g++) {
      for (let s = 0; s < moves.count; s++) {
        found[g * moves.count + s] = sums[g * count + s]! + rounded[g * count + s]!;
      }
    }
    return found;
  };

/**
 * The compiled kernel, four scenarios at a time. Absolute error of a value about 1e-15 × max(forward, strike);
 * the same bits on every machine for the strict build.
 *
 * @param code of the module, in hexadecimal
 * @returns a failure where this host cannot run it
 */
export function wasmKernel(name: string, code: string): Outcome<Kernel> {
  const bytes = bytesOf(code);
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) {
    return fail('not-applicable', `the ${name} kernel cannot run here`);
  }
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { priceRows, sumRows } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
  }).exports;
  if (!isCompiled(priceRows) || !isCompiled(sumRows)) {
    return fail('malformed', `the ${name} kernel lacks a function`);
  }
  return ok({ name, price: priceWith(memory, priceRows), sum: sumWith(memory, sumRows) });
}
