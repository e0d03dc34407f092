/** Throws when one of our own rules is broken. Never for bad input: that is an `Outcome`. */
export function invariant(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new Error(`Invariant: ${rule}`);
}
