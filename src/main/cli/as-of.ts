import { instant, type Instant } from '../../engine/values/units.ts';

/** An instant that an option states; null where it states none. */
export function asOfInstant(text: string | undefined): Instant | null | 'malformed' {
  if (text === undefined) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 'malformed' : instant(at);
}
