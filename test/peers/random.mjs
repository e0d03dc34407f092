import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';

/** Draws for generated portfolios; the same seed gives the same portfolios. */
export function draws(seed) {
  const { uniform } = mersenneTwister(seed);
  const between = (low, high) => low + (high - low) * uniform();
  return {
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: (probability) => uniform() < probability,
  };
}
