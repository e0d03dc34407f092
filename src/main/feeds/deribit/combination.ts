import { deribitName } from '../../imports/deribit/names.ts';
import { remembered } from '../remembered.ts';

/** Combinations are traded, at any price above or below 0, and never held: their legs are. */
export function isCombination(symbol: string): boolean {
  // Theirs is a word where others have their day.
  const day = symbol.charCodeAt(symbol.indexOf('-') + 1);
  return !(day >= ZERO && day <= NINE) && isNamedCombination(symbol);
}

const [ZERO, NINE] = [48, 57];

const isNamedCombination = remembered((symbol) => {
  const name = deribitName(symbol);
  return !name.ok && name.failure.reason === 'unsupported-instrument';
});
