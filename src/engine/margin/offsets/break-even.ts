/** Where a saving ends as a correlation goes from where it is to where it hurts. */
export type BreakEven = {
  /** Null: it does not end before the adverse end. */
  readonly correlation: number | null;
  /** The end, −1 or 1, at which the saving is least. */
  readonly adverse: -1 | 1;
};

/** Steps in which the way to the adverse end is looked through, before a step is cut in halves. */
const STEPS = 40;
const HALVINGS = 12;

/**
 * The first correlation on the way to the adverse end at which a saving is gone. Savings of
 * reordered scenarios move in small steps: the correlation is where the sign changes.
 *
 * @param saving of the two at a correlation, positive where it pays
 * @param present correlation, at which the saving is positive
 */
export function breakEven(saving: (rho: number) => number, present: number): BreakEven {
  const [low, high] = [saving(-1), saving(1)];
  const adverse = low < high ? -1 : 1;
  let paying = present;
  for (let step = 1; step <= STEPS; step++) {
    let ended = present + ((adverse - present) * step) / STEPS;
    const value = step === STEPS ? Math.min(low, high) : saving(ended);
    if (value > 0) {
      paying = ended;
      continue;
    }
    for (let half = 0; half < HALVINGS; half++) {
      const middle = (paying + ended) / 2;
      if (saving(middle) > 0) paying = middle;
      else ended = middle;
    }
    return { correlation: ended, adverse };
  }
  return { correlation: null, adverse };
}
