/*
 * The revaluation kernel: Black's formula on a forward, two scenarios at a time. Compiled twice, with and
 * without fused multiply-add (`npm run kernel`); both are committed as text.
 *
 * Call value = F'·N(d1) − K·N(d2). Both tails share one density, since F'·φ(d1) = K·φ(d2), and one division,
 * since Mills' ratio (1 − N(x)) ÷ φ(x) is a quotient of polynomials P ÷ Q. Its coefficients and those of the
 * exponential are minimax fits: |P ÷ Q − ratio|·φ at most 2.2e-17, exponential 4.3e-18 relatively.
 */

// Where the constants lie, each twice for the two lanes. Constants of v128 in code would be rebuilt in every loop.
const mills: usize = memory.data<f64>([
  // P6 … P0
  0.00020069182414288433139, 0.00020069182414288433139,
  0.0039861580183376538846, 0.0039861580183376538846,
  0.036276923880434979589, 0.036276923880434979589,
  0.19301337003850363336, 0.19301337003850363336,
  0.6378964247399919882, 0.6378964247399919882,
  1.2590366667356309135, 1.2590366667356309135,
  1.2533141373155003073, 1.2533141373155003073,
  // Q7 … Q0
  0.0002006881373240178895, 0.0002006881373240178895,
  0.0039863105623068019816, 0.0039863105623068019816,
  0.036474513037294745916, 0.036474513037294745916,
  0.19704081906730893668, 0.19704081906730893668,
  0.67336947866716075157, 0.67336947866716075157,
  1.4471151172382315022, 1.4471151172382315022,
  1.8024504786759384875, 1.8024504786759384875,
  1.0, 1.0,
], 16);

const exponential: usize = memory.data<f64>([
  // e^r on |r| ≤ ln 2 ÷ 2, highest power first
  2.5110049204818659793e-8, 2.5110049204818659793e-8,
  2.763265472252779189e-7, 2.763265472252779189e-7,
  2.7557240887229868596e-6, 2.7557240887229868596e-6,
  0.000024801485441561312966, 0.000024801485441561312966,
  0.00019841269890076402829, 0.00019841269890076402829,
  0.0013888888952352862866, 0.0013888888952352862866,
  0.0083333333333195896163, 0.0083333333333195896163,
  0.04166666666648795252, 0.04166666666648795252,
  0.1666666666666668082, 0.1666666666666668082,
  0.50000000000000184039, 0.50000000000000184039,
  1.0, 1.0,
  1.0, 1.0,
  // 1 ÷ ln 2, 1.5·2^52 that rounds to whole numbers, ln 2 in two parts, 1 ÷ √(2π)
  1.4426950408889634, 1.4426950408889634,
  6755399441055744.0, 6755399441055744.0,
  -0.6931471803691238, -0.6931471803691238,
  -1.9082149292705877e-10, -1.9082149292705877e-10,
  0.3989422804014327, 0.3989422804014327,
], 16);

/** a·b + c; rounded once in the relaxed build. */
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

@inline
function at(table: usize, i: usize): v128 {
  return v128.load(table + (i << 4));
}

@inline
function numerator(x: v128): v128 {
  let p = madd(at(mills, 0), x, at(mills, 1));
  p = madd(p, x, at(mills, 2));
  p = madd(p, x, at(mills, 3));
  p = madd(p, x, at(mills, 4));
  p = madd(p, x, at(mills, 5));
  return madd(p, x, at(mills, 6));
}

@inline
function denominator(x: v128): v128 {
  let q = madd(at(mills, 7), x, at(mills, 8));
  q = madd(q, x, at(mills, 9));
  q = madd(q, x, at(mills, 10));
  q = madd(q, x, at(mills, 11));
  q = madd(q, x, at(mills, 12));
  q = madd(q, x, at(mills, 13));
  return madd(q, x, at(mills, 14));
}

/** e^y ÷ √(2π) for −708 ≤ y ≤ 0. */
@inline
function density(y: v128): v128 {
  const shifted = madd(y, at(exponential, 12), at(exponential, 13));
  const whole = f64x2.sub(shifted, at(exponential, 13));
  let r = madd(whole, at(exponential, 14), y);
  r = madd(whole, at(exponential, 15), r);
  let e = madd(at(exponential, 0), r, at(exponential, 1));
  e = madd(e, r, at(exponential, 2));
  e = madd(e, r, at(exponential, 3));
  e = madd(e, r, at(exponential, 4));
  e = madd(e, r, at(exponential, 5));
  e = madd(e, r, at(exponential, 6));
  e = madd(e, r, at(exponential, 7));
  e = madd(e, r, at(exponential, 8));
  e = madd(e, r, at(exponential, 9));
  e = madd(e, r, at(exponential, 10));
  e = madd(e, r, at(exponential, 11));
  const scaled = i64x2.add(e, i64x2.shl(shifted, 52));
  return f64x2.mul(scaled, at(exponential, 16));
}

/**
 * Values of one option row in every scenario.
 *
 * @param row where forward, ln(forward ÷ strike), strike, σ√years (positive) and the side lie: 1 of a call, −1 of a put
 * @param tables of the moves, each of `count` doubles: M, ln M, volatility factor V (positive), 1 ÷ V
 * @param count of scenarios, even
 * @param out `count` undiscounted values, at least intrinsic
 */
export function priceRow(row: usize, tables: usize, count: u32, out: usize): void {
  const forward = f64x2.splat(load<f64>(row));
  const distance = f64x2.splat(load<f64>(row + 8));
  const strike = f64x2.splat(load<f64>(row + 16));
  const deviation = load<f64>(row + 24);
  const inverse = f64x2.splat(1.0 / deviation);
  const half = f64x2.splat(0.5 * deviation);
  const side = f64x2.splat(load<f64>(row + 32));
  const paying = f64x2.mul(strike, side);
  const signBit = i64x2.splat(i64.MIN_VALUE);
  const zero = f64x2.splat(0.0);
  const most = f64x2.splat(37.0);
  const least = f64x2.splat(-37.0);
  const minusHalf = f64x2.splat(-0.5);
  const bytes = <usize>count << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const moved = f64x2.mul(forward, v128.load(tables + i));
    const far = f64x2.mul(
      f64x2.mul(f64x2.add(distance, v128.load(tables + bytes + i)), inverse),
      v128.load(tables + 3 * bytes + i),
    );
    const near = f64x2.mul(half, v128.load(tables + 2 * bytes + i));
    const d1 = f64x2.pmax(f64x2.pmin(f64x2.add(far, near), most), least);
    const d2 = f64x2.pmax(f64x2.pmin(f64x2.sub(far, near), most), least);
    const x1 = f64x2.abs(d1);
    const x2 = f64x2.abs(d2);
    const tail = f64x2.mul(moved, density(f64x2.mul(f64x2.mul(d1, d1), minusHalf)));
    const q1 = denominator(x1);
    const q2 = denominator(x2);
    // −sign(d1)·P1 ÷ Q1 + sign(d2)·P2 ÷ Q2
    const p1 = v128.xor(f64x2.mul(numerator(x1), q2), v128.and(d1, signBit));
    const p2 = v128.xor(f64x2.mul(numerator(x2), q1), v128.and(d2, signBit));
    const tails = f64x2.mul(tail, f64x2.div(f64x2.sub(p2, p1), f64x2.mul(q1, q2)));
    // What is certain: forward and strike where d has the sign of the side, so that the tail is what is left of 1.
    const received = v128.andnot(f64x2.mul(moved, side), i64x2.shr_s(v128.xor(d1, side), 63));
    const paid = v128.andnot(paying, i64x2.shr_s(v128.xor(d2, side), 63));
    const value = f64x2.add(f64x2.sub(received, paid), tails);
    const intrinsic = f64x2.mul(f64x2.sub(moved, strike), side);
    v128.store(out + i, f64x2.max(f64x2.max(value, intrinsic), zero));
  }
}

/** As `priceRow`, for rows of five doubles one after the other; values row-major [row × scenario]. */
export function priceRows(rows: usize, many: u32, tables: usize, count: u32, out: usize): void {
  for (let i: u32 = 0; i < many; i++) {
    priceRow(rows + <usize>i * 40, tables, count, out + ((<usize>i * count) << 3));
  }
}

/** sum += weight × values, over `count` doubles. */
@inline
function addWeighted(sum: usize, values: usize, count: u32, weight: f64): void {
  const times = f64x2.splat(weight);
  const bytes = <usize>count << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(sum + i, madd(times, v128.load(values + i), v128.load(sum + i)));
  }
}

/**
 * Prices rows as `priceRow` and adds each, weighted, to the sums of the groups that hold it.
 *
 * @param out room for the values of one row
 * @param starts of each row's holdings and the end of the last, [row + 1], i32
 * @param groups of the holdings, i32
 * @param weights of the holdings, f64
 * @param sums [group × scenario]
 */
export function sumRows(
  rows: usize,
  many: u32,
  tables: usize,
  count: u32,
  out: usize,
  starts: usize,
  groups: usize,
  weights: usize,
  sums: usize,
): void {
  for (let i: u32 = 0; i < many; i++) {
    priceRow(rows + <usize>i * 40, tables, count, out);
    const end = load<i32>(starts + ((<usize>i + 1) << 2));
    for (let h = load<i32>(starts + (<usize>i << 2)); h < end; h++) {
      const group = <usize>load<i32>(groups + (<usize>h << 2));
      addWeighted(sums + ((group * count) << 3), out, count, load<f64>(weights + (<usize>h << 3)));
    }
  }
}
