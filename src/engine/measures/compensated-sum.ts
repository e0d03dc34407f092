/** Sum whose error does not grow with the number of terms. @see Neumaier (1974) */
export function compensatedSum(terms: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Σ a b as if computed with twice the digits. @see Ogita, Rump & Oishi (2005), Dot2 */
export function compensatedDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const terms: number[] = [];
  for (let i = 0; i < a.length; i++) terms.push(...exactProduct(a[i]!, b[i]!));
  return compensatedSum(terms);
}

/** A product and what its rounding lost. @see Dekker (1971), Veltkamp's splitting */
function exactProduct(a: number, b: number): [number, number] {
  const product = a * b;
  const [highA, lowA] = halves(a);
  const [highB, lowB] = halves(b);
  const lost = lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
  return Number.isFinite(lost) ? [product, lost] : [product, 0];
}

function halves(x: number): [number, number] {
  const scaled = 134_217_729 * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}
