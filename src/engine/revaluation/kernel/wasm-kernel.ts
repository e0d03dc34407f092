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
/** Rows that are priced in one call, so that their values stay in the cache. */
const BLOCK = 16;
/** A deviation of 0 as the kernel takes it: no price differs from intrinsic value. */
const LEAST = 1e-100;

type PriceRows = (rows: number, many: number, tables: number, count: number, out: number) => void;

const isPriceRows = (of: unknown): of is PriceRows => typeof of === 'function';

const bytesOf = (hexadecimal: string): Uint8Array =>
  Uint8Array.from({ length: hexadecimal.length / 2 }, (_, i) =>
    Number.parseInt(hexadecimal.slice(2 * i, 2 * i + 2), 16),
  );

/** Factors, their logarithms, volatility factors and their inverses; `count` even, the last repeated. */
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

/**
 * The compiled kernel, two scenarios at a time. Absolute error of a value about 1e-15 × max(forward, strike);
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
  const { priceRows } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
  }).exports;
  if (!isPriceRows(priceRows)) return fail('malformed', `the ${name} kernel has no priceRows`);

  const price: Kernel['price'] = (rows, moves, take) => {
    const count = moves.count + (moves.count % 2);
    // The module's own constants lie in the first page.
    const input = PAGE;
    const tables = input + BLOCK * ROW_WIDTH * 8;
    const out = tables + 4 * count * 8;
    const missing = out + BLOCK * count * 8 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
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
      block.set(rows.subarray(first * ROW_WIDTH, (first + some) * ROW_WIDTH));
      for (let i = 0; i < some; i++) {
        const deviation = i * ROW_WIDTH + 3;
        block[deviation] = Math.max(block[deviation]!, LEAST);
      }
      priceRows(input, some, tables, count, out);
      for (let i = 0; i < some; i++) take(first + i, columns[i]!);
    }
  };
  return ok({ name, price });
}
