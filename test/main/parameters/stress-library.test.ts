import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadStressScenarios } from '../../../src/main/parameters/stress.ts';
import { isoDay } from '../../../src/engine/values/days.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { itWithSharedData } from '../../support/shared-data.ts';

const { items } = loadStressScenarios(
  new URL('../../../resources/stress', import.meta.url).pathname,
);

/** Closes of one of Yahoo's files by day. */
function closes(folder: string, code: string): ReadonlyMap<string, number> {
  const text = readFileSync(join(folder, 'prices', 'daily', `yahoo_${code}-USD.csv`), 'utf8');
  const lines = text.split('\n').slice(1);
  return new Map(lines.map((line) => [line.slice(0, 10), Number(line.split(',')[4])]));
}

itWithSharedData('the moves of the library are those of the closes that it names', (folder) => {
  let compared = 0;
  for (const code of ['BTC', 'ETH', 'XRP', 'LTC', 'BCH', 'DOGE', 'LINK', 'TRX', 'SOL']) {
    const of = closes(folder, code);
    for (const { id, window, moves, source } of items) {
      const stated = moves.get(asset(code));
      if (window === null || stated === undefined || !source.includes('Yahoo')) continue;
      const [before, after] = [of.get(isoDay(window.from)), of.get(isoDay(window.to))];
      if (before === undefined || after === undefined) continue;
      expect(stated, `${id} ${code}`).toBeCloseTo(after / before - 1, 4);
      compared++;
    }
  }
  // Nine coins in three windows, SOL not yet in the first.
  expect(compared).toBe(26);
});
