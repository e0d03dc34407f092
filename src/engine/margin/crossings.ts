/** First step of the search, and how much each step exceeds the one before, in the log of price. */
const FIRST_STEP = 0.03;
const GROWTH = 1.12;
/** Prices searched: from a hundredth of today's to a hundred times it. */
const FARTHEST = Math.log(100);

/**
 * The factor nearest to 1, on one side of it, at which a function of the price changes sign; null
 * where it keeps its sign as far as the search goes or as the function is known.
 *
 * @param figure null where it is unknown; the search ends there
 * @param direction −1 towards lower prices, +1 towards higher ones
 */
export function crossing(
  figure: (factor: number) => number | null,
  direction: -1 | 1,
): number | null {
  let step = FIRST_STEP;
  let near = 0;
  let before = figure(1);
  if (before === null) return null;
  while (near < FARTHEST) {
    const far = Math.min(near + step, FARTHEST);
    const after = figure(Math.exp(direction * far));
    if (after === null) return null;
    if (after === 0 || Math.sign(after) !== Math.sign(before)) {
      return refined(figure, direction * near, before, direction * far, after);
    }
    near = far;
    before = after;
    step *= GROWTH;
  }
  return null;
}

/** Closes in on a change of sign by false position (Illinois), by halves where that is slow. */
function refined(
  figure: (factor: number) => number | null,
  from: number,
  fromValue: number,
  to: number,
  toValue: number,
): number {
  let [a, fa, b, fb] = [from, fromValue, to, toValue];
  if (fa === 0) return Math.exp(a);
  for (let i = 0; i < 100 && fb !== 0 && Math.abs(b - a) > 1e-14; i++) {
    const middle = i % 3 === 2 ? (a + b) / 2 : b - (fb * (b - a)) / (fb - fa);
    const value = figure(Math.exp(middle));
    if (value === null) break;
    if (Math.sign(value) === Math.sign(fb)) fa /= 2;
    else [a, fa] = [b, fb];
    [b, fb] = [middle, value];
  }
  return Math.exp(b);
}
