/*
 * The revaluation kernel: Black's formula on a forward, two scenarios at a time. Compiled twice, with and
 * without fused multiply-add (`npm run kernel`); both are committed as text.
 *
 * Call value = F'·N(d1) − K·N(d2). Both tails share one density, since F'·φ(d1) = K·φ(d2), and one division,
 * since Mills' ratio (1 − N(x)) ÷ φ(x) is a quotient of polynomials P ÷ Q. Its coefficients and those of the
 * exponential are minimax fits: |P ÷ Q − ratio|·φ at most 2.2e-17, exponential 3e-16 relatively.
 */

// Constants lie in memory, each twice for the two lanes: in code they would be rebuilt in every loop.
const constants: usize = memory.data<f64>([
  // P ÷ √(2π), highest power first
  0.000080064453981485577347, 0.000080064453981485577347,
  0.0015902469698760795386, 0.0015902469698760795386,
  0.01447239873880992085, 0.01447239873880992085,
  0.077001193991126201294, 0.077001193991126201294,
  0.25448385434569328099, 0.25448385434569328099,
  0.50228295893653121462, 0.50228295893653121462,
  0.50000000000000002238, 0.50000000000000002238,
  // Q
  0.0002006881373240178895, 0.0002006881373240178895,
  0.0039863105623068019816, 0.0039863105623068019816,
  0.036474513037294745916, 0.036474513037294745916,
  0.19704081906730893668, 0.19704081906730893668,
  0.67336947866716075157, 0.67336947866716075157,
  1.4471151172382315022, 1.4471151172382315022,
  1.8024504786759384875, 1.8024504786759384875,
  1.0, 1.0,
  // e^r on |r| ≤ ln 2 ÷ 2
  2.7626371065696356076e-7, 2.7626371065696356076e-7,
  2.7640197391694840467e-6, 2.7640197391694840467e-6,
  0.000024801504313785540166, 0.000024801504313785540166,
  0.00019841170230570286664, 0.00019841170230570286664,
  0.0013888888932514779355, 0.0013888888932514779355,
  0.0083333333856992117269, 0.0083333333856992117269,
  0.041666666666573067732, 0.041666666666573067732,
  0.16666666666554314583, 0.16666666666554314583,
  0.50000000000000056225, 0.50000000000000056225,
  1.0000000000000067491, 1.0000000000000067491,
  1.0, 1.0,
  // 1 ÷ ln 2, 1.5·2^52 that rounds to whole numbers, −ln 2, −½, the largest |d| whose density is a normal number
  1.4426950408889634, 1.4426950408889634,
  6755399441055744.0, 6755399441055744.0,
  -0.6931471805599453, -0.6931471805599453,
  -0.5, -0.5,
  37.0, 37.0,
], 16);

@inline
function at(i: usize): v128 {
  return v128.load(constants + (i << 4));
}

/** a·b + c; rounded once in the relaxed build. */
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

@inline
function numerator(x: v128): v128 {
  let p = madd(at(0), x, at(1));
  p = madd(p, x, at(2));
  p = madd(p, x, at(3));
  p = madd(p, x, at(4));
  p = madd(p, x, at(5));
  return madd(p, x, at(6));
}

@inline
function denominator(x: v128): v128 {
  let q = madd(at(7), x, at(8));
  q = madd(q, x, at(9));
  q = madd(q, x, at(10));
  q = madd(q, x, at(11));
  q = madd(q, x, at(12));
  q = madd(q, x, at(13));
  return madd(q, x, at(14));
}

/** e^y for −708 ≤ y ≤ 0. */
@inline
function exponential(y: v128): v128 {
  const shifted = madd(y, at(26), at(27));
  const r = madd(f64x2.sub(shifted, at(27)), at(28), y);
  let e = madd(at(15), r, at(16));
  e = madd(e, r, at(17));
  e = madd(e, r, at(18));
  e = madd(e, r, at(19));
  e = madd(e, r, at(20));
  e = madd(e, r, at(21));
  e = madd(e, r, at(22));
  e = madd(e, r, at(23));
  e = madd(e, r, at(24));
  e = madd(e, r, at(25));
  return i64x2.add(e, i64x2.shl(shifted, 52));
}

/**
 * Values of one option row in every scenario.
 *
 * @param row where forward, ln(forward ÷ strike), strike, σ√years (positive) and the side lie: 1 of a call, −1 of a put
 * @param tables of the moves, each of `count` doubles: M, ln M, volatility factor V (positive), 1 ÷ V
 * @param count of scenarios, even
 * @param out `count` undiscounted values, not negative
 */
export function priceRow(row: usize, tables: usize, count: u32, out: usize): void {
  const forward = f64x2.splat(load<f64>(row));
  const distance = f64x2.splat(load<f64>(row + 8));
  const strike = f64x2.splat(load<f64>(row + 16));
  const deviation = load<f64>(row + 24);
  const inverse = f64x2.splat(1.0 / deviation);
  const half = f64x2.splat(0.5 * deviation);
  // A put is the call less what the forward is above the strike.
  const isPut = i64x2.splat(load<f64>(row + 32) < 0.0 ? -1 : 0);
  const signBit = i64x2.splat(i64.MIN_VALUE);
  const zero = f64x2.splat(0.0);
  const bytes = <usize>count << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const moved = f64x2.mul(forward, v128.load(tables + i));
    const far = f64x2.mul(
      f64x2.mul(f64x2.add(distance, v128.load(tables + bytes + i)), inverse),
      v128.load(tables + 3 * bytes + i),
    );
    const near = f64x2.mul(half, v128.load(tables + 2 * bytes + i));
    const d1 = f64x2.add(far, near);
    const d2 = f64x2.sub(far, near);
    const x1 = f64x2.pmin(v128.andnot(d1, signBit), at(30));
    const x2 = f64x2.pmin(v128.andnot(d2, signBit), at(30));
    const tail = f64x2.mul(moved, exponential(f64x2.mul(f64x2.mul(x1, x1), at(29))));
    const q1 = denominator(x1);
    const q2 = denominator(x2);
    // −sign(d1)·P1 ÷ Q1 + sign(d2)·P2 ÷ Q2
    const p1 = v128.xor(f64x2.mul(numerator(x1), q2), v128.and(d1, signBit));
    const p2 = v128.xor(f64x2.mul(numerator(x2), q1), v128.and(d2, signBit));
    const tails = f64x2.mul(tail, f64x2.div(f64x2.sub(p2, p1), f64x2.mul(q1, q2)));
    // What is certain: forward and strike where d is not negative, so that the tail is what is left of 1.
    const certain = f64x2.sub(
      f64x2.sub(
        v128.and(moved, f64x2.ge(d1, zero)),
        v128.and(strike, f64x2.ge(d2, zero)),
      ),
      v128.and(f64x2.sub(moved, strike), isPut),
    );
    v128.store(out + i, f64x2.pmax(f64x2.add(certain, tails), zero));
  }
}

/** As `priceRow`, for rows of five doubles one after the other; values row-major [row × scenario]. */
export function priceRows(rows: usize, many: u32, tables: usize, count: u32, out: usize): void {
  for (let i: u32 = 0; i < many; i++) {
    priceRow(rows + <usize>i * 40, tables, count, out + ((<usize>i * count) << 3));
  }
}

/**
 * sum += weight × values, over `count` doubles; what each addition rounds off is gathered in `lost`, so that the
 * sum of a million rows is as good as that of ten.
 *
 * @see Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B
 */
@inline
function addWeighted(sum: usize, lost: usize, values: usize, count: u32, weight: f64): void {
  const times = f64x2.splat(weight);
  const bytes = <usize>count << 3;
  for (let i: usize = 0; i < bytes; i += 16) {
    const before = v128.load(sum + i);
    const term = f64x2.mul(times, v128.load(values + i));
    const after = f64x2.add(before, term);
    const added = f64x2.sub(after, before);
    const rounded = f64x2.add(
      f64x2.sub(before, f64x2.sub(after, added)),
      f64x2.sub(term, added),
    );
    v128.store(sum + i, after);
    v128.store(lost + i, f64x2.add(v128.load(lost + i), rounded));
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
 * @param lost what rounding took off the sums, [group × scenario], to be added at the end
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
  lost: usize,
): void {
  for (let i: u32 = 0; i < many; i++) {
    priceRow(rows + <usize>i * 40, tables, count, out);
    const end = load<i32>(starts + ((<usize>i + 1) << 2));
    for (let h = load<i32>(starts + (<usize>i << 2)); h < end; h++) {
      const place = (<usize>load<i32>(groups + (<usize>h << 2)) * count) << 3;
      const weight = load<f64>(weights + (<usize>h << 3));
      addWeighted(sums + place, lost + place, out, count, weight);
    }
  }
}
