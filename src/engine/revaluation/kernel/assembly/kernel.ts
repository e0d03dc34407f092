/*
 * The revaluation kernel: Black's formula on a forward, four scenarios at a time. Compiled twice, with and
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

/**
 * Values of one option row in every scenario, four at a time in two vectors, so that a constant is loaded once for
 * both: each step of a polynomial stands once for every argument.
 *
 * @param row where forward, ln(forward ÷ strike), strike, σ√years (positive) and the side lie: 1 of a call, −1 of a put
 * @param tables of the moves, each of `count` doubles: M, ln M, volatility factor V (positive), 1 ÷ V
 * @param count of scenarios, a multiple of 4
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
  for (let i: usize = 0; i < bytes; i += 32) {
    let c: v128;
    let k: v128;
    const movedA = f64x2.mul(forward, v128.load(tables + i));
    const farA = f64x2.mul(
      f64x2.mul(f64x2.add(distance, v128.load(tables + bytes + i)), inverse),
      v128.load(tables + 3 * bytes + i),
    );
    const nearA = f64x2.mul(half, v128.load(tables + 2 * bytes + i));
    const d1A = f64x2.add(farA, nearA);
    const d2A = f64x2.sub(farA, nearA);
    const x1A = f64x2.pmin(v128.andnot(d1A, signBit), at(30));
    const x2A = f64x2.pmin(v128.andnot(d2A, signBit), at(30));
    const movedB = f64x2.mul(forward, v128.load(tables + i + 16));
    const farB = f64x2.mul(
      f64x2.mul(f64x2.add(distance, v128.load(tables + bytes + i + 16)), inverse),
      v128.load(tables + 3 * bytes + i + 16),
    );
    const nearB = f64x2.mul(half, v128.load(tables + 2 * bytes + i + 16));
    const d1B = f64x2.add(farB, nearB);
    const d2B = f64x2.sub(farB, nearB);
    const x1B = f64x2.pmin(v128.andnot(d1B, signBit), at(30));
    const x2B = f64x2.pmin(v128.andnot(d2B, signBit), at(30));
    // e^y for −708 ≤ y ≤ 0, y = −x1² ÷ 2
    c = at(29);
    const yA = f64x2.mul(f64x2.mul(x1A, x1A), c);
    const yB = f64x2.mul(f64x2.mul(x1B, x1B), c);
    c = at(26); k = at(27);
    const shiftedA = madd(yA, c, k);
    const shiftedB = madd(yB, c, k);
    c = at(28);
    const rA = madd(f64x2.sub(shiftedA, k), c, yA);
    const rB = madd(f64x2.sub(shiftedB, k), c, yB);
    c = at(15); k = at(16);
    let eA = madd(c, rA, k);
    let eB = madd(c, rB, k);
    c = at(17);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(18);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(19);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(20);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(21);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(22);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(23);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(24);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    c = at(25);
    eA = madd(eA, rA, c); eB = madd(eB, rB, c);
    const tailA = f64x2.mul(movedA, i64x2.add(eA, i64x2.shl(shiftedA, 52)));
    const tailB = f64x2.mul(movedB, i64x2.add(eB, i64x2.shl(shiftedB, 52)));
    // Mills' ratio as P ÷ Q
    c = at(7); k = at(8);
    let q1A = madd(c, x1A, k);
    let q2A = madd(c, x2A, k);
    let q1B = madd(c, x1B, k);
    let q2B = madd(c, x2B, k);
    c = at(9);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(10);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(11);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(12);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(13);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(14);
    q1A = madd(q1A, x1A, c); q2A = madd(q2A, x2A, c); q1B = madd(q1B, x1B, c); q2B = madd(q2B, x2B, c);
    c = at(0); k = at(1);
    let n1A = madd(c, x1A, k);
    let n2A = madd(c, x2A, k);
    let n1B = madd(c, x1B, k);
    let n2B = madd(c, x2B, k);
    c = at(2);
    n1A = madd(n1A, x1A, c); n2A = madd(n2A, x2A, c); n1B = madd(n1B, x1B, c); n2B = madd(n2B, x2B, c);
    c = at(3);
    n1A = madd(n1A, x1A, c); n2A = madd(n2A, x2A, c); n1B = madd(n1B, x1B, c); n2B = madd(n2B, x2B, c);
    c = at(4);
    n1A = madd(n1A, x1A, c); n2A = madd(n2A, x2A, c); n1B = madd(n1B, x1B, c); n2B = madd(n2B, x2B, c);
    c = at(5);
    n1A = madd(n1A, x1A, c); n2A = madd(n2A, x2A, c); n1B = madd(n1B, x1B, c); n2B = madd(n2B, x2B, c);
    c = at(6);
    n1A = madd(n1A, x1A, c); n2A = madd(n2A, x2A, c); n1B = madd(n1B, x1B, c); n2B = madd(n2B, x2B, c);
    // −sign(d1)·P1 ÷ Q1 + sign(d2)·P2 ÷ Q2
    const p1A = v128.xor(f64x2.mul(n1A, q2A), v128.and(d1A, signBit));
    const p2A = v128.xor(f64x2.mul(n2A, q1A), v128.and(d2A, signBit));
    const tailsA = f64x2.mul(tailA, f64x2.div(f64x2.sub(p2A, p1A), f64x2.mul(q1A, q2A)));
    // What is certain: forward and strike where d is not negative, so that the tail is what is left of 1.
    const certainA = f64x2.sub(
      f64x2.sub(
        v128.and(movedA, f64x2.ge(d1A, zero)),
        v128.and(strike, f64x2.ge(d2A, zero)),
      ),
      v128.and(f64x2.sub(movedA, strike), isPut),
    );
    v128.store(out + i, f64x2.pmax(f64x2.add(certainA, tailsA), zero));
    const p1B = v128.xor(f64x2.mul(n1B, q2B), v128.and(d1B, signBit));
    const p2B = v128.xor(f64x2.mul(n2B, q1B), v128.and(d2B, signBit));
    const tailsB = f64x2.mul(tailB, f64x2.div(f64x2.sub(p2B, p1B), f64x2.mul(q1B, q2B)));
    const certainB = f64x2.sub(
      f64x2.sub(
        v128.and(movedB, f64x2.ge(d1B, zero)),
        v128.and(strike, f64x2.ge(d2B, zero)),
      ),
      v128.and(f64x2.sub(movedB, strike), isPut),
    );
    v128.store(out + i + 16, f64x2.pmax(f64x2.add(certainB, tailsB), zero));
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
