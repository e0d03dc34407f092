/**
 * Logarithms of the binomial probabilities of 0…n successes.
 *
 * @param p success probability, strictly between 0 and 1
 * @returns [successes]
 */
export function logBinomial(n: number, p: number): Float64Array {
  const logs = new Float64Array(n + 1);
  const odds = Math.log(p) - Math.log1p(-p);
  let log = n * Math.log1p(-p);
  for (let k = 0; k <= n; k++) {
    logs[k] = log;
    log += Math.log((n - k) / (k + 1)) + odds;
  }
  return logs;
}

/** Probability of at most `successes`, summed from the smallest term. */
export function binomialCdf(successes: number, n: number, p: number): number {
  if (successes < 0) return 0;
  if (successes >= n) return 1;
  const logs = logBinomial(n, p);
  let sum = 0;
  if (successes <= n * p) {
    for (let k = 0; k <= successes; k++) sum += Math.exp(logs[k]!);
    return sum;
  }
  for (let k = n; k > successes; k--) sum += Math.exp(logs[k]!);
  return 1 - sum;
}
