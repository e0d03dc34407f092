import { smallest } from '../numeric/search/select.ts';
import { invariant } from '../values/invariant.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';

/** A P&L sample without its gaps. */
export type Sample = {
  /** Equally likely outcomes, gain positive, in the order given. */
  readonly pnl: Float64Array;
  /** Number of outcomes that were missing. */
  readonly missing: number;
};

/** Drops what is missing and counts it. A sample without any outcome is a failure. */
export function observedSample(values: readonly (number | null)[]): Outcome<Sample> {
  const pnl = Float64Array.from(values.filter((value) => value !== null));
  if (pnl.length === 0) {
    return fail('missing-market-data', `none of the ${values.length} outcomes is known`);
  }
  return pnl.every(Number.isFinite)
    ? ok({ pnl, missing: values.length - pnl.length })
    : fail('malformed', 'an outcome is not a finite number');
}

/** Outcomes worst first: losses in falling order are the negatives. */
export function worstFirst(pnl: Float64Array): Float64Array {
  invariant(pnl.length > 0, 'a sample holds at least one outcome');
  invariant(pnl.every(Number.isFinite), 'every outcome is a finite number');
  return pnl.toSorted();
}

/** The `count` worst outcomes, worst first: what a tail needs of them. */
export function worst(pnl: Float64Array, count: number): Float64Array {
  invariant(pnl.length > 0, 'a sample holds at least one outcome');
  invariant(pnl.every(Number.isFinite), 'every outcome is a finite number');
  return smallest(pnl, count);
}
