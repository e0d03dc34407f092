import type { Figures } from '../../../contract/figures.ts';
import type { WarningLimits } from '../../../model/parameters.ts';
import type { AccountInput } from '../../../model/priced.ts';
import { ratioOf, type Assessor } from '../../assessor.ts';

/** What an account that took part holds and needs afterwards. */
export type Reached = { readonly after: Figures; readonly ratio: number };

/** The figures of a changed account whose margin ratio is at most `target`; null where it is not. */
export function reaching(
  { figures }: Assessor,
  changed: AccountInput,
  target: number,
): Reached | null {
  const found = figures(changed);
  if (!found.ok) return null;
  const ratio = ratioOf(found.value);
  return ratio <= target ? { after: found.value, ratio } : null;
}

/** The figures of an account that gave or took something: no warning, and initial margin is covered. */
export function unharmed(
  { figures }: Assessor,
  changed: AccountInput,
  limits: WarningLimits,
): Reached | null {
  const found = figures(changed);
  if (!found.ok) return null;
  const ratio = ratioOf(found.value);
  const covered = found.value.equity >= found.value.initial;
  return ratio < limits.watch && covered ? { after: found.value, ratio } : null;
}

const STEPS = 40;
const HALVINGS = 40;

/**
 * The least x in (0, most] for which something is found, and what is found there; null where it is
 * found nowhere. Looked for in forty steps, then closer by halves: what begins and ends within one
 * step is passed over.
 */
export function least<T>(
  found: (x: number) => T | null,
  most: number,
): { readonly x: number; readonly value: T } | null {
  for (let step = 1; step <= STEPS; step++) {
    let high = (most * step) / STEPS;
    let value = found(high);
    if (value === null) continue;
    let low = (most * (step - 1)) / STEPS;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      const nearer = found(middle);
      if (nearer === null) low = middle;
      else [high, value] = [middle, nearer];
    }
    return { x: high, value };
  }
  return null;
}
