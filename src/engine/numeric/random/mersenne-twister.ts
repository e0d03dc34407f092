/** A seeded stream of random numbers: the same seed gives the same stream. */
export type RandomStream = {
  /** Whole, in [0, 2³²). */
  readonly uint32: () => number;
  /** In [0, 1), with 53 random bits. */
  readonly uniform: () => number;
};

const size = 624;
const middle = 397;

/**
 * MT19937 seeded with one 32-bit number.
 *
 * @see Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998), with the seeding of 2002
 */
export function mersenneTwister(seed: number): RandomStream {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) {
    const before = state[i - 1]!;
    state[i] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + i;
  }
  let next = size;

  const uint32 = (): number => {
    if (next >= size) {
      twist(state);
      next = 0;
    }
    let y = state[next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  };
  const uniform = (): number => {
    const high = uint32() >>> 5;
    const low = uint32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  };
  return { uint32, uniform };
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff);
    state[i] = state[(i + middle) % size]! ^ (y >>> 1) ^ ((y & 1) === 1 ? 0x9908b0df : 0);
  }
}
