import { describe, expect, it } from 'vitest';
import { asset, market, venue } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import {
  meanPrice,
  quotientOf,
  reconciles,
} from '../../../../src/main/imports/brokers/arithmetic.ts';
import {
  contractOf,
  futureRoot,
  occSymbol,
  occTerms,
  type Listing,
} from '../../../../src/main/imports/brokers/listed-contract.ts';
import {
  closeOf,
  exerciseOf,
  futureAsset,
  indexAsset,
  productOf,
} from '../../../../src/main/imports/brokers/listings.ts';
import { shareAsset } from '../../../../src/main/imports/share-asset.ts';

describe('what brokers call assets', () => {
  it.each([
    ['ES', 'SPX'],
    ['mes', 'SPX'],
    ['MBT', 'BTC'],
    ['GC', 'XAU'],
    ['ZC', 'ZC'],
  ])('a future on %s follows %s', (root, expected) => {
    expect(futureAsset(root)).toBe(expected);
  });

  it.each([
    ['AAPL', 'AAPL'],
    ['BRK B', 'BRK.B'],
    // Tickers of funds that are codes of a coin, a currency, an index
    ['BTC', 'BTC.STK'],
    ['ETH', 'ETH.STK'],
    ['USD', 'USD.STK'],
    ['DAX', 'DAX.STK'],
    ['constructor', 'CONSTRUCTOR'],
  ])('the share %s is %s', (ticker, expected) => {
    expect(shareAsset(ticker)).toBe(expected);
  });

  it('tells indices from shares', () => {
    expect(indexAsset('SPXW')).toBe('SPX');
    expect(indexAsset('AAPL')).toBeNull();
    expect(indexAsset('constructor')).toBeNull();
    expect(exerciseOf('SPX')).toBe('european');
    expect(exerciseOf('AAPL')).toBe('american');
  });

  it('ends contracts when their market closes', () => {
    expect(closeOf(venue('IBKR'), '2026-01-16')).toBe(Date.UTC(2026, 0, 16, 21));
    expect(closeOf(venue('IBKR'), '2026-07-17')).toBe(Date.UTC(2026, 6, 17, 20));
    expect(closeOf(venue('EUREX'), '2026-07-17')).toBe(Date.UTC(2026, 6, 17, 10));
    expect(() => closeOf(venue('NOWHERE'), '2026-07-17')).toThrow('Invariant');
  });

  it('knows sizes that statements leave out', () => {
    expect(productOf(venue('EUREX'), 'FDAX')).toEqual({ multiplier: '25', currency: 'EUR' });
    expect(productOf(venue('EUREX'), 'toString')).toBeNull();
    expect(productOf(venue('IBKR'), 'FDAX')).toBeNull();
  });
});

describe('a listed contract', () => {
  const listing: Listing = {
    market: market('IBKR'),
    symbol: 'ESZ6',
    kind: 'future',
    root: 'ES',
    currency: asset('USD'),
    multiplier: '50',
    expiry: instant(Date.UTC(2026, 11, 18, 21)),
    right: null,
    strike: null,
  };

  it.each([
    [{ multiplier: null }, 'multiplier'],
    [{ multiplier: '0' }, 'multiplier'],
    [{ multiplier: '-50' }, 'multiplier'],
    [{ expiry: null }, 'expiry'],
    [{ kind: 'option', strike: '5000' }, 'strike'],
    [{ kind: 'option', right: 'call' }, 'strike'],
    [{ kind: 'future option', right: 'put', strike: '0' }, 'strike'],
  ] satisfies readonly (readonly [Partial<Listing>, string])[])(
    'lacks a fact: %j',
    (change, field) => {
      const contract = contractOf({ ...listing, ...change });
      expect(contract).toMatchObject({
        ok: false,
        failure: { reason: 'missing-field', at: field },
      });
    },
  );

  it('of a share is one unit, of a contract for difference a perpetual', () => {
    const bare = { ...listing, root: 'AAPL', multiplier: null, expiry: null };
    expect(contractOf({ ...bare, kind: 'share' })).toMatchObject({
      ok: true,
      value: { instrumentKind: 'spot', multiplier: '1' },
    });
    expect(contractOf({ ...bare, kind: 'contract for difference' })).toMatchObject({
      ok: true,
      value: { instrumentKind: 'perpetual' },
    });
  });

  it.each([
    ['ESH5', 'ES'],
    ['/ESM4', 'ES'],
    ['MBTZ26', 'MBT'],
    ['FDAX MAR 25', 'FDAX'],
    ['CLZ6', 'CL'],
    ['ES', 'ES'],
    ['Z', 'Z'],
  ])('%s has the root %s', (symbol, root) => {
    expect(futureRoot(symbol)).toBe(root);
  });

  it('has one OCC symbol', () => {
    const terms = occTerms('CLNE  230915C00010000');
    expect(terms).toEqual({
      root: 'CLNE',
      expiry: { year: 2023, month: 9, day: 15 },
      right: 'call',
      strike: '10',
    });
    expect(terms === null ? '' : occSymbol(terms)).toBe('CLNE  230915C00010000');
    expect(occTerms('CLNE')).toBeNull();
  });
});

describe('arithmetic of statements', () => {
  it.each([
    // −1 × 0.0368 × 100 = −3.68
    ['-3.68', '-1', '0.0368', '100', true],
    // 11 × 4.1245 = 45.3695, stated to the cent
    ['45.37', '11', '4.1245', '1', true],
    ['-579270.50', '-70', '82752.93', '0.1', true],
    ['581250', '2', '5812.5', '5', false],
    ['5812.5', '1', '5812.5', '50', false],
  ])('%s is %s × %s × %s: %s', (value, quantity, price, multiplier, holds) => {
    expect(reconciles(value, quantity, price, multiplier)).toBe(holds);
  });

  it('divides exactly, and never by zero', () => {
    expect(quotientOf('370', '100')).toBe('3.7');
    expect(quotientOf('1', '3')).toBe('0.33333333333333333333');
    expect(quotientOf('1', '0')).toBeNull();
  });

  it('averages by quantity, and knows when there is no average', () => {
    expect(
      meanPrice([
        { quantity: '10', price: '300' },
        { quantity: '30', price: '340' },
      ]),
    ).toBe('330');
    expect(
      meanPrice([
        { quantity: '10', price: null },
        { quantity: '30', price: '340' },
      ]),
    ).toBeNull();
    expect(
      meanPrice([
        { quantity: '10', price: '1' },
        { quantity: '-10', price: '2' },
      ]),
    ).toBeNull();
  });
});
