import { invariant } from '../values/invariant.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';

/** A tail probability as an exact fraction, strictly between 0 and 1: 1 ÷ 100 is the worst percent. */
export type Tail = {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly value: number;
};

/** How many of n equally likely outcomes a tail holds. */
export type TailCount = {
  /** n × p, seldom whole. */
  readonly mass: number;
  /** Largest whole number not above the mass. */
  readonly whole: number;
  /** Smallest whole number not below the mass, at least 1. */
  readonly rank: number;
};

const decimalText = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads decimal text such as `0.01` or `1e-2`. Percent signs and signs are not accepted. */
export function tailProbability(text: string): Outcome<Tail> {
  const match = decimalText.exec(text.trim());
  const digits = `${match?.[1] ?? ''}${match?.[2] ?? ''}`;
  if (match === null || digits === '') {
    return fail('malformed', `tail probability "${text}" is not a decimal number`);
  }
  const exponent = Number(match[3] ?? '0') - (match[2] ?? '').length;
  const numerator = BigInt(digits) * 10n ** BigInt(Math.max(exponent, 0));
  const denominator = 10n ** BigInt(Math.max(-exponent, 0));
  const value = Number(text);
  return numerator > 0n && numerator < denominator && value > 0 && value < 1
    ? ok({ numerator, denominator, value })
    : fail('malformed', `tail probability "${text}" does not lie strictly between 0 and 1`);
}

/** The tail of a text that our own settings hold. @throws when it is not a tail probability */
export function settledTail(text: string): Tail {
  const tail = tailProbability(text);
  invariant(tail.ok, `"${text}" is a tail probability`);
  return tail.value;
}

/**
 * Counts in whole numbers, so that no rounding of 1 − 0.99 picks a neighbouring outcome. A mass
 * within 1e-9 of a whole number is that number: the tail may itself come from such a rounding.
 */
export function tailCount(outcomes: number, tail: Tail): TailCount {
  const parts = BigInt(outcomes) * tail.numerator;
  const below = parts / tail.denominator;
  const rest = parts - below * tail.denominator;
  const snap = 1_000_000_000n;
  const floor = Number(below);
  if (rest * snap <= tail.denominator) {
    return {
      mass: floor === 0 ? outcomes * tail.value : floor,
      whole: floor,
      rank: Math.max(1, floor),
    };
  }
  if ((tail.denominator - rest) * snap <= tail.denominator) {
    return { mass: floor + 1, whole: floor + 1, rank: floor + 1 };
  }
  return { mass: Number(parts) / Number(tail.denominator), whole: floor, rank: floor + 1 };
}
