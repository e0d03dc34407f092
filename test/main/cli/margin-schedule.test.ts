import { expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [example = ''] = examplesOf('schedule');

test('the example of the documentation gives the published margin, on both sides', () => {
  const { code, out } = askedMargin('schedule', example);
  expect(code).toBe(0);
  expect(JSON.parse(out).figures.initialMargin).toBeCloseTo(457.79, 2);
  const posted = askedMargin('schedule', example.replace('{', '{ "side": "post",'));
  expect(JSON.parse(posted.out).figures.initialMargin).toBeCloseTo(395.86, 2);
});

test('the published schedule knows its classes and maturities', () => {
  const of = (assetClass: string, years: number): number => {
    const trades = [{ name: 'one', assetClass, years, notional: 100, presentValue: 1 }];
    return JSON.parse(askedMargin('schedule', JSON.stringify({ trades })).out).figures
      .initialMargin;
  };
  // source: BCBS and IOSCO d499, appendix A
  expect(of('interest rate', 2)).toBeCloseTo(1, 9);
  expect(of('interest rate', 2.1)).toBeCloseTo(2, 9);
  expect(of('credit', 30)).toBeCloseTo(10, 9);
  expect(of('foreign exchange', 1)).toBeCloseTo(6, 9);
});

test.each([
  ['a class of no rate', '"interest rate"', '"weather"', 'weather'],
  ['a negative notional', '98966', '-98966', 'trades.0.notional'],
  ['a maturity before today', '1.5', '-1.5', 'trades.0.years'],
])('%s is refused', (_, from, to, field) => {
  const { code, err } = askedMargin('schedule', example.replace(from, to));
  expect(code).toBe(1);
  expect(err).toContain(field);
});

test('a schedule whose rows overlap is refused by row', () => {
  const schedule = {
    netShare: 0.6,
    source: 'own',
    rates: [
      { assetClass: 'interest rate', upToYears: 5, rate: 0.02 },
      { assetClass: 'interest rate', upToYears: 2, rate: 0.01 },
    ],
  };
  const document = JSON.stringify({ ...JSON.parse(example), schedule });
  expect(askedMargin('schedule', document).err).toContain('schedule.rates.1.upToYears');
});
