import { expect, test } from 'vitest';
import { optionChain } from '../../../../src/engine/pricing/surface/chain.ts';
import { surfacesOf } from '../../../../src/engine/pricing/surface/surfaces.ts';
import { asOf, inDays, quotesOf } from '../../../support/surface-quotes.ts';

const forward = 2_005;
const volatility = 0.6;
const strikes = [1600, 1800, 1900, 2000, 2100, 2200, 2500];
const quotes = [30, 60].flatMap((days) =>
  quotesOf({
    priceUnit: 'underlying',
    days,
    forward,
    variance: () => volatility ** 2 * (days / 365),
    strikes,
    spread: 0.01,
  }),
);

test('a chain has a row for each strike, with both sides, their volatilities and the fit', () => {
  const chain = optionChain(quotes.toReversed(), inDays(30), asOf);
  expect(chain.map(({ strike }) => strike)).toEqual(strikes);
  for (const row of chain) {
    expect(row.k).toBeCloseTo(Math.log(row.strike / forward), 9);
    expect(row.fittedVolatility).toBeCloseTo(volatility, 4);
    const [out, into] = row.strike >= forward ? [row.call, row.put] : [row.put, row.call];
    expect(out?.use).toBe('fit');
    expect(into?.use).toBe('in the money');
    for (const side of [row.call, row.put]) {
      expect(side).toMatchObject({ bidSize: 3, askSize: 4, stated: { bid: null } });
      // Bid and ask are a hundredth from the value that the volatility gives, which is the mark.
      expect(side!.ask! / side!.mark!).toBeCloseTo(1.01, 12);
      expect(side!.fitted! / side!.mark!).toBeCloseTo(1, 3);
      expect(side!.difference?.toMid).toBeCloseTo(0, 12);
    }
    expect(out?.bidVolatility).toMatchObject({ ok: true });
    expect(out!.bidVolatility.ok && out!.bidVolatility.value < volatility).toBe(true);
    expect(out!.askVolatility.ok && out!.askVolatility.value > volatility).toBe(true);
  }
});

test('the chain and the surface say the same of an expiry', () => {
  const [surface] = surfacesOf(quotes, asOf).surfaces;
  const slice = surface!.slices[1]!;
  const chain = optionChain(quotes, inDays(60), asOf);
  const used = chain.flatMap(({ call, put }) => [call, put]).filter((one) => one?.use === 'fit');
  expect(used.map((one) => one!.instrument).toSorted()).toEqual(
    slice.points.map(({ instrument }) => instrument).toSorted(),
  );
});

test('what a side lacks is a reason, and a side that is not listed is none', () => {
  const [call] = quotes;
  const bare = { ...call!, bid: null, ask: 0, mark: null, bidSize: null, askSize: null };
  const [row, ...more] = optionChain([bare], inDays(30), asOf);
  expect(more).toEqual([]);
  expect(row).toMatchObject({ k: null, fittedVolatility: null, put: null });
  expect(row!.call).toMatchObject({
    bid: null,
    ask: null,
    mark: null,
    use: 'no bid and no ask',
    difference: null,
    fitted: null,
    bidVolatility: { failure: { reason: 'missing-market-data' } },
  });
  expect(optionChain(quotes, inDays(31), asOf)).toEqual([]);
});
