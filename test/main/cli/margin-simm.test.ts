import { describe, expect, test } from 'vitest';
import { calibrationOf } from '../../engine/margin/simm-vectors.ts';
import { askedMargin } from './own-margin.ts';

const calibration = calibrationOf('2.5', 14);

const row = {
  ProductClass: 'RatesFX',
  RiskType: 'Risk_IRCurve',
  Qualifier: 'USD',
  Bucket: '1',
  Label1: '2w',
  Label2: 'OIS',
  AmountUSD: 4_000_000,
  TradeID: 'passed over',
};

const asked = (document: unknown) => askedMargin('simm', JSON.stringify(document));

test('one sensitivity by its risk weight, with what the parties agreed', () => {
  // C1 of the public tests: 4,000,000 × 115; then × 1.05, 2 % of a notional and a fixed amount.
  const { code, out } = asked({
    calibration,
    crif: [
      row,
      { RiskType: 'Param_ProductClassMultiplier', Qualifier: 'RatesFX', Amount: 1.05 },
      { RiskType: 'Param_AddOnNotionalFactor', Qualifier: 'Alpha', Amount: 2 },
      { RiskType: 'Notional', Qualifier: 'Alpha', AmountUSD: 1_000_000 },
      { RiskType: 'Notional', Qualifier: 'Beta', AmountUSD: 9_000_000 },
      { RiskType: 'Param_AddOnFixedAmount', AmountUSD: 7 },
    ],
  });
  expect(code).toBe(0);
  const { figures, failures } = JSON.parse(out);
  expect(figures.initialMargin).toBeCloseTo(460_000_000 * 1.05 + 20_000 + 7, 6);
  expect(failures).toEqual([]);
});

describe('what cannot be read refuses the whole document, by its place', () => {
  test.each([
    ['a risk type', { ...row, RiskType: 'Risk_Weather' }, 'crif.1: RiskType "Risk_Weather"'],
    ['a product class', { ...row, ProductClass: 'Rates' }, 'crif.1: ProductClass "Rates"'],
    ['no amount', { ...row, AmountUSD: undefined }, 'crif.1: neither AmountUSD nor Amount'],
    ['a vertex', { ...row, Label1: '7y' }, '"7y" is no vertex'],
    ['a text for an amount', { ...row, AmountUSD: '1' }, 'crif.1.AmountUSD'],
  ])('%s', (_, wrong, message) => {
    const { code, out, err } = asked({ calibration, crif: [row, wrong] });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  test('a correlation beyond 1, a matrix without symmetry', () => {
    const { rates, betweenClasses } = calibration;
    const beyond = { ...calibration, rates: { ...rates, subCurveCorrelation: 1.2 } };
    expect(asked({ calibration: beyond, crif: [row] }).err).toContain('rates.subCurveCorrelation');
    const [first = [], ...others] = betweenClasses;
    const odd = { ...calibration, betweenClasses: [[1, 0.9, ...first.slice(2)], ...others] };
    expect(asked({ calibration: odd, crif: [row] }).err).toContain('not symmetric');
  });
});
