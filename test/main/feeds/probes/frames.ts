import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { instant } from '../../../../src/engine/values/units.ts';
import type { Decoded, FeedEvent, Frame } from '../../../../src/main/feeds/events.ts';

export const frameOf = (message: unknown, endpoint = ''): Frame => ({
  endpoint,
  text: typeof message === 'string' ? message : JSON.stringify(message),
  receivedAt: instant(0),
});

/** Lines of a recording or collection, unpacked. */
export async function linesOf(file: string): Promise<readonly string[]> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  const lines: string[] = [];
  for await (const line of createInterface({ input })) lines.push(line);
  return lines;
}

/** What a recording's lines received, apart from the reader of recordings: `1626993723.8: {…}`. */
export const received = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => /^\d{9,11}\.?\d*: (.*)$/.exec(line)?.[1] ?? []);

export const textAt = (file: string): string => readFileSync(file, 'utf8');

/** Counts by word, as a plain record. */
export function counted(words: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The events of one kind. */
export const only = <K extends FeedEvent['kind']>(
  { events }: Decoded,
  kind: K,
): readonly Extract<FeedEvent, { kind: K }>[] =>
  events.filter((one): one is Extract<FeedEvent, { kind: K }> => one.kind === kind);
