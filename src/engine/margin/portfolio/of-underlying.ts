import type { Underlyings } from '../../model/portfolio-numbers.ts';

/**
 * The entry of an edition's list for an underlying: the one that names it, else the one for all
 * others; null where the list has neither, undefined where the edition has no such list.
 */
export function ofUnderlying<T extends { readonly underlyings: Underlyings }>(
  list: readonly T[] | undefined,
  underlying: string,
): T | null | undefined {
  if (list === undefined) return undefined;
  const named = list.find(
    ({ underlyings }) => underlyings !== 'others' && underlyings.includes(underlying),
  );
  return named ?? list.find(({ underlyings }) => underlyings === 'others') ?? null;
}
