import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { SurfaceView } from '../../../src/engine/contract/surface.ts';
import type { OptionQuote } from '../../../src/engine/pricing/surface/option-quote.ts';
import { surfacesOf } from '../../../src/engine/pricing/surface/surfaces.ts';
import { sviVariance } from '../../../src/engine/pricing/surface/svi.ts';
import { loadContractFacts } from '../../../src/main/parameters/contracts.ts';
import { resourcesFolder } from '../../../src/main/workstation/data-folder.ts';
import { fileOnDisk } from '../../../src/main/workstation/files.ts';
import { optionQuotes } from '../../../src/main/workstation/option-quotes.ts';
import { densityRounding, leastDensity } from '../../support/density.ts';
import { itWithSharedData, sharedData } from '../../support/shared-data.ts';

async function quotesIn(file: string): Promise<readonly OptionQuote[]> {
  const facts = await loadContractFacts(path.join(resourcesFolder(), 'contracts'));
  const { items, failures } = await optionQuotes([await fileOnDisk(file)], facts);
  expect(failures).toEqual([]);
  return items;
}

function surfacesIn(quotes: readonly OptionQuote[]): readonly SurfaceView[] {
  const asOf = quotes.reduce((newest, { at }) => (at > newest ? at : newest), quotes[0]!.at);
  const { surfaces, refused } = surfacesOf(quotes, asOf);
  expect(refused).toEqual([]);
  return surfaces;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** |C − P − (F − K) ÷ F| of the marks of every strike, with F as stated beside each. */
function parityErrors(quotes: readonly OptionQuote[]): readonly number[] {
  const strikes = Map.groupBy(quotes, ({ instrument: { underlying, expiry, option } }) =>
    [underlying, expiry, option?.strike].join(' '),
  );
  return [...strikes.values()].flatMap(([one, other]) => {
    if (one === undefined || other === undefined) return [];
    const [call, put] = one.instrument.option?.right === 'call' ? [one, other] : [other, one];
    const { strike } = call.instrument.option ?? { strike: Number.NaN };
    if ([call.mark, put.mark, call.forward, put.forward].includes(null)) return [];
    const forward = ((call.forward ?? Number.NaN) + (put.forward ?? Number.NaN)) / 2;
    const difference = (call.mark ?? Number.NaN) - (put.mark ?? Number.NaN);
    return [Math.abs(difference - (forward - strike) / forward)];
  });
}

function expectSound(surface: SurfaceView, file: string): void {
  const { slices, repair, underlying } = surface;
  let [inside, points] = [0, 0];
  for (const slice of slices) {
    const { fit, leftOut, inTheMoney, repaired } = slice;
    // Every option has one verdict.
    const left = leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(slice.points.length + inTheMoney + left).toBe(slice.options);
    // An expiry with enough quotes has a fit, another says why not.
    if (!fit.ok) {
      expect(fit.failure.message).not.toBe('');
      continue;
    }
    inside += fit.value.quality.inside;
    points += fit.value.quality.points;
    if (repaired !== null) {
      const { smile, butterfly } = repaired;
      expect(butterfly.free).toBe(true);
      const deviation = Math.sqrt(sviVariance(smile, 0));
      const step = 0.02 * deviation;
      const variance = (k: number): number => sviVariance(smile, k);
      const density = leastDensity(variance, -5 * deviation, 5 * deviation, step);
      expect(density).toBeGreaterThanOrEqual(-10 * densityRounding(step));
    }
    // The venue's own volatility of its mark, in four digits, is what we solve from the mark's price.
    const { statedCheck, years } = slice;
    if (statedCheck.ok && years > 14 / 365) expect(statedCheck.value.median).toBeLessThan(0.0015);
  }
  // A smile of five parameters through mids: nine of ten quotes hold it.
  expect(inside / points, `${file} ${underlying}`).toBeGreaterThan(0.9);
  expect(surface.thirtyDays.ok).toBe(true);
  if (repair !== null) expect(repair).toMatchObject({ butterflies: 0, calendar: [] });
}

/** Chains of markets in which quotes were pulled, and their options that lack a side. */
const fastMarkets = [
  ['20260205', 578],
  ['20260819', 655],
] as const;

const chains = 'options/deribit-chain';

const files = sharedData === null ? ['each'] : readdirSync(path.join(sharedData, chains));
for (const file of files) {
  itWithSharedData(
    `${file}: surfaces lie within the quotes and marks keep parity`,
    async (data) => {
      const quotes = await quotesIn(path.join(data, chains, file));
      const surfaces = surfacesIn(quotes);
      for (const surface of surfaces) expectSound(surface, file);
      const slices = surfaces.flatMap((surface) => surface.slices);
      expect(slices.reduce((sum, { options }) => sum + options, 0)).toBe(quotes.length);

      const errors = parityErrors(quotes);
      const fast = fastMarkets.find(([stamp]) => file.includes(stamp));
      // Where prices ran while one option was asked for after the other, forwards stand beside older marks.
      expect(median(errors), file).toBeLessThanOrEqual(fast === undefined ? 1e-4 : 3e-4);
      const pairs = slices.flatMap(({ markParity }) => (markParity.ok ? [markParity.value] : []));
      expect(pairs.reduce((sum, one) => sum + one.pairs, 0)).toBe(errors.length);
      expect(Math.max(...pairs.map(({ largest }) => largest))).toBeCloseTo(Math.max(...errors), 14);
      const lacking = quotes.filter(({ bid, ask }) => bid === null || ask === null).length;
      const without = slices.flatMap(({ leftOut }) =>
        leftOut.filter(({ why }) => why.startsWith('no ')),
      );
      expect(without.reduce((sum, { count }) => sum + count, 0)).toBe(lacking);
      if (fast === undefined) return;
      expect(lacking).toBe(fast[1]);
      expect(slices.some(({ fit }) => fit.ok)).toBe(true);
    },
  );
}
