import { binomialCdf } from '../binomial.ts';

export type Zone = 'green' | 'yellow' | 'red';

/** A regulator's multiplier on the model's figure by number of exceptions in 250 days at 99 %. */
export type MultiplierScale = {
  readonly name: string;
  readonly source: string;
  /** Without any exception. */
  readonly base: number;
  /** Added by number of exceptions, from the first count that adds; larger counts take the last. */
  readonly additions: readonly { readonly exceptions: number; readonly addition: number }[];
};

/**
 * Zone of a count of exceptions by the probability of at most so many: green below 95 %, yellow
 * below 99.99 %, else red.
 *
 * @see Basel Committee, "Supervisory framework for the use of backtesting" (1996)
 */
export function trafficLight(exceptions: number, n: number, p: number): Zone {
  const cumulative = binomialCdf(exceptions, n, p);
  if (cumulative < 0.95) return 'green';
  return cumulative < 0.9999 ? 'yellow' : 'red';
}

/** The multiplier of a scale for a count of exceptions. */
export function multiplier(exceptions: number, { base, additions }: MultiplierScale): number {
  const reached = additions.filter((step) => step.exceptions <= exceptions);
  return base + Math.max(0, ...reached.map(({ addition }) => addition));
}
