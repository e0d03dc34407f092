import { invariant } from '../../values/invariant.ts';

/** Σ weight × delta over the price points of a file's delta definition. @throws when lengths differ */
export function compositeDelta(deltas: readonly number[], weights: readonly number[]): number {
  invariant(deltas.length === weights.length, 'a weight for each delta');
  return deltas.reduce((total, delta, i) => total + weights[i]! * delta, 0);
}
