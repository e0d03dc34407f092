import { spanVectors } from '../../../engine/margin/span-vectors.ts';
import type { Wanted } from '../../../../src/main/parameters/span/wanted.ts';

export const everything: Wanted = { product: () => true, contract: () => true };

/** A record of a parameter file as published, by its name in the vector. */
export function record(name: string): string {
  const found = spanVectors.records.lines[name];
  if (found === undefined) throw new Error(`there is no record ${name}`);
  return found;
}

/** The published record P without the three digits that it has more than the layout. */
export const priceLine: string = record('prices').replace('0000000000001USD', '0000000001USD');

/** A line with text put at a column, 1-based. */
export const put = (line: string, column: number, text: string): string =>
  line.padEnd(column - 1).slice(0, column - 1) + text + line.slice(column - 1 + text.length);

/** Records of the shapes that CME publishes, with the codes of one made-up commodity around the real ES arrays. */
export const records: readonly string[] = [
  record('header'),
  record('currency'),
  record('exchange'),
  priceLine,
  put(put(priceLine, 16, 'OOF'), 37, '002'),
  '2 CME SP    0USD$PN   ES        FUT   ES        OOF   ',
  put(record('tiers'), 3, 'SP    '),
  put(record('scanTiers'), 3, 'SP    '),
  put(record('delivery'), 3, 'SP    '),
  put(record('tierSpread'), 3, 'SP    '),
  put(record('seriesSpread'), 3, 'SP    '),
  record('arrayParameters'),
  put(put(record('arrayParameters'), 16, 'OOF'), 28, '201903'),
  record('first ES'),
  record('second ES'),
  put(put(put(record('first ES'), 26, 'OOFC'), 39, '201903'), 48, '0251000'),
  put(put(put(record('second ES'), 26, 'OOFC'), 39, '201903'), 48, '0251000'),
];

/** Text in pieces of a size, so that every place of a break is tried. */
export async function* inPieces(text: string, size = 1000): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
