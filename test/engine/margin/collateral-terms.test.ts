import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collateralUnderTerms } from '../../../src/engine/margin/collateral/under-terms.ts';
import type { CollateralTerms } from '../../../src/engine/model/collateral-terms.ts';
import type { EditionOf } from '../../../src/engine/model/parameters.ts';
import { asset, venue } from '../../../src/engine/values/ids.ts';
import { anInput, aTable, coins, dollars, held, linear, tiers } from './account-input.ts';

const haircuts: EditionOf<'collateral'> = {
  venue: venue('TEST'),
  model: 'collateral',
  from: '2000-01-01',
  source: 'made up for a test',
  standing: 'third-party',
  numbers: { haircuts: [{ asset: 'ETH', haircut: 0.1 }] },
};

/** 100 in dollars, 400 of ether of which 360 count, 500 of a token; maintenance of 10. */
const input = anInput('TEST', 'tiered-cross', {
  positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 10, mark: 100 })],
  collateral: [dollars(100), coins(4, 'ETH', 100), coins(50, 'TOKEN', 10)],
  editions: [tiers([aTable()]), haircuts],
});

const none: CollateralTerms = { concentration: [], borrowing: [], selling: [] };
const [eth, token] = [asset('ETH'), asset('TOKEN')];

const counts = (terms: Partial<CollateralTerms>) =>
  new Map(collateralUnderTerms(input, { ...none, ...terms }).held.map((one) => [one.asset, one]));

describe('what counts of collateral', () => {
  test('without terms all that the venue counts', () => {
    const { held: all, figures } = collateralUnderTerms(input, none);
    expect(all.map(({ counts: one }) => one)).toEqual([100, 360, 500]);
    expect(all[1]).toMatchObject({ value: 400, haircut: expect.closeTo(40, 9) as number });
    expect(figures.ok && figures.value).toMatchObject({ equity: 960, maintenance: 10 });
  });

  test('a limit of concentration is a share of all that counts, by hand', () => {
    const found = counts({ concentration: [{ assets: [token], share: 0.25 }] }).get(token);
    // 25 % of 960
    expect(found).toMatchObject({ counts: 240, beyondLimit: 260 });
  });

  test('a limit on several assets takes from each in proportion', () => {
    const found = counts({ concentration: [{ assets: [eth, token], share: 0.5 }] });
    // 480 of 860 are left
    expect(found.get(eth)?.counts).toBeCloseTo((360 * 480) / 860, 9);
    expect(found.get(token)?.counts).toBeCloseTo((500 * 480) / 860, 9);
  });

  test('gas and slippage of selling come off what is left, never more than it', () => {
    const selling = [
      { venue: venue('OTHER'), asset: token, gas: 1e9, slippage: 0 },
      { venue: null, asset: token, gas: 30, slippage: 0.02 },
      { venue: null, asset: eth, gas: 1e6, slippage: 0 },
    ];
    const { held: all, figures } = collateralUnderTerms(input, { ...none, selling });
    expect(all.find((one) => one.asset === token)).toMatchObject({ selling: 40, counts: 460 });
    expect(all.find((one) => one.asset === eth)).toMatchObject({ selling: 360, counts: 0 });
    expect(figures.ok && figures.value.equity).toBeCloseTo(960 - 400, 9);
  });

  test('where no cost of selling is stated, that of taking out of the venue comes off, and says why', () => {
    const basis = 'table of 2026-11-27';
    const takingOut = [
      { venue: venue('OTHER'), asset: token, fixed: 1e9, rate: 0, basis },
      { venue: venue('TEST'), asset: token, fixed: 30, rate: 0.02, basis },
      { venue: venue('TEST'), asset: eth, fixed: 30, rate: 0.02, basis },
    ];
    const selling = [{ venue: null, asset: eth, gas: 5, slippage: 0 }];
    const found = counts({ selling, takingOut });
    // 30 and 2 % of 500
    expect(found.get(token)).toMatchObject({ selling: 40, counts: 460, basis });
    expect(found.get(eth)).toMatchObject({ selling: 5, counts: 355 });
    expect(found.get(eth)).not.toHaveProperty('basis');
    expect(counts({ takingOut: [] })).toEqual(counts({}));
  });

  test('whatever the limits, what is taken off and what counts come to the value', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (a, b, slippage) => {
        const terms = {
          concentration: [
            { assets: [token, eth], share: a },
            { assets: [eth], share: b },
          ],
          selling: [{ venue: null, asset: eth, gas: 5, slippage }],
        };
        for (const one of counts(terms).values()) {
          expect(one.counts).toBeGreaterThanOrEqual(0);
          const sum = one.counts + one.haircut + one.beyondLimit + one.selling;
          expect(sum).toBeCloseTo(one.value, 9);
        }
      }),
    );
  });
});

test('interest is simple, by day, at the venue’s rate; without a rate it is unknown', () => {
  const owing = {
    ...input,
    collateral: [dollars(900), coins(-2, 'ETH', 100), coins(-1, 'TOKEN', 10)],
  };
  const borrowing = [
    { venue: venue('OTHER'), asset: eth, rate: 9 },
    { venue: venue('TEST'), asset: eth, rate: 0.073 },
  ];
  const { owed } = collateralUnderTerms(owing, { ...none, borrowing });
  // 200 × 7.3 % ÷ 365
  expect(owed).toMatchObject([
    { asset: 'ETH', amount: 2, value: 200, interestPerDay: expect.closeTo(0.04, 12) as number },
    { asset: 'TOKEN', amount: 1, interestPerDay: null },
  ]);
});
