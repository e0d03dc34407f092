import { describe, expect, test } from 'vitest';
import { askedMargin, examplesOf } from './own-margin.ts';

const [portfolio = '', standard = ''] = examplesOf('derive');

test('the portfolio of the documentation gives the protocol’s own figures', () => {
  const { code, out, err } = askedMargin('derive-pmrm2', portfolio);
  expect(err).toBe('');
  expect(code).toBe(0);
  const { figures, failures } = JSON.parse(out);
  expect(figures.initialMargin).toBeCloseTo(-35.75844560967082, 9);
  expect(figures.maintenanceMargin).toBeCloseTo(-25.96404757080802, 9);
  expect(failures).toEqual([]);
});

test('the short call of the documentation gives the protocol’s own figures', () => {
  const { code, out } = askedMargin('derive-srm', standard);
  expect(code).toBe(0);
  const { figures } = JSON.parse(out);
  expect(figures.maintenanceMargin).toBeCloseTo(2000 - 191.871585189, 6);
  expect(figures.initialMargin).toBeCloseTo(2000 - 304.371585189, 6);
});

describe('what is not a portfolio is refused by field', () => {
  test.each([
    ['a negative strike', '"strike": 4000.0', '"strike": -1', 'options.0.strike'],
    [
      'an expiry without feeds',
      '"expiries": [{"seconds": 794852',
      '"expiries": [{"seconds": 1',
      'no feeds of the expiry',
    ],
    [
      'a negative rate',
      '"maintenance": 0.015',
      '"maintenance": -0.1',
      'parameters.perpetual.maintenance',
    ],
    ['an unknown field', '"stable"', '"stabel"', 'stabel'],
    ['no parameters', '"parameters"', '"parameter"', 'parameters'],
  ])('%s', (_, from, to, named) => {
    expect(portfolio).toContain(from);
    const { code, out, err } = askedMargin('derive-pmrm2', portfolio.replace(from, to));
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(named);
  });
});
