import { deribitName } from '../../imports/deribit/names.ts';

/** Combinations are traded, at any price above or below 0, and never held: their legs are. */
export function isCombination(symbol: string): boolean {
  const name = deribitName(symbol);
  return !name.ok && name.failure.reason === 'unsupported-instrument';
}
