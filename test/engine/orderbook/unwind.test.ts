import { describe, expect, test } from 'vitest';
import { positionUnwinds } from '../../../src/engine/orderbook/position-unwind.ts';
import { netUnwinds, type NetUnwind } from '../../../src/engine/orderbook/unwind.ts';
import { linesOf } from '../../../src/engine/run.ts';
import { asset, marginAccountId, venue } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anInstant, anInstrument, aPosition } from '../../support/builders.ts';
import { aRiskInput } from '../../support/risk-input.ts';
import { aBook, btc, inverse, linear, other, rates, spot, tether, usd, value } from './books.ts';

const live = (...books: ReturnType<typeof aBook>[]) => ({
  books,
  oldest: 60_000,
  skew: 1000,
  apart: 0.05,
});
const ownRequest = { fees: null, assumptions: new Map() };
const first = marginAccountId('ALPHA:one');
const second = marginAccountId('ALPHA:two');

describe('positions closed where they are', () => {
  // mid 100; bids 2 at 99 and 3 at 97, asks 4 at 101
  const book = aBook(
    linear,
    [
      [99, 2],
      [97, 3],
    ],
    [[101, 4]],
  );
  const positions = [
    aPosition(linear, 2, { account: first }),
    aPosition(linear, 2, { account: second }),
    aPosition(linear, -1, { account: first }),
  ];
  const held = { instruments: [linear, inverse, other], positions };

  test('one by one each sees the whole book, a venue’s share it', () => {
    const found = positionUnwinds(held, live(book), ownRequest, rates, anInstant);
    // 2 at 99 each; together 2 at 99 and 2 at 97; the short buys 1 at 101
    expect(found.positions.map(({ cost }) => value(cost).cost)).toEqual([2, 2, 1]);
    expect(found.venues).toHaveLength(1);
    expect(found.venues[0]).toMatchObject({
      venue: 'ALPHA',
      underlying: 'BTC',
      cost: 2 * 1 + 2 * 3 + 1,
      fees: null,
      unfilledNotional: 0,
      lacking: [],
    });
  });

  test('fees of a venue are those of its trades', () => {
    const request = { ...ownRequest, fees: new Map([[venue('ALPHA'), 0.01]]) };
    const [at] = positionUnwinds(held, live(book), request, rates, anInstant).venues;
    expect(at?.fees).toBeCloseTo(0.01 * (2 * 99 + 2 * 97 + 101), 12);
  });

  test('a position without a book of its own is lacking, whatever other venues show', () => {
    const elsewhere = { ...held, positions: [aPosition(inverse, 5, { source: 'a file' })] };
    const found = positionUnwinds(elsewhere, live(book), ownRequest, rates, anInstant);
    expect(found.positions[0]?.cost).toMatchObject({
      failure: { message: 'no order book of BTC-INVERSE.GAMMA', at: 'a file' },
    });
    expect(found.venues[0]).toMatchObject({ trades: [], lacking: [{ at: 'a file' }] });
  });

  test('two books of one instrument: none is known to be right', () => {
    const found = positionUnwinds(held, live(book, book), ownRequest, rates, anInstant);
    expect(found.positions[0]?.cost).toMatchObject({ failure: { reason: 'conflict' } });
  });

  test('a book that nobody should trade on closes no position', () => {
    const late = { ...book, at: instant(anInstant - 60_001) };
    const [found] = positionUnwinds(held, live(late), ownRequest, rates, anInstant).positions;
    expect(found).toMatchObject({
      bookAt: late.at,
      cost: {
        failure: { message: 'order book of BTC-PERP.ALPHA is 60001 ms old, more than 60000' },
      },
    });
  });

  test('what the book cannot take is estimated only where asked, and apart', () => {
    const large = { ...held, positions: [aPosition(linear, 9)] };
    const plain = positionUnwinds(large, live(book), ownRequest, rates, anInstant).positions[0];
    expect(plain?.estimate).toBeNull();
    const assumptions = new Map([
      [linear.id, { dailyVolume: 40_000, dailyVolatility: 0.02, coefficient: 1, source: 'test' }],
    ]);
    const asked = positionUnwinds(large, live(book), { fees: null, assumptions }, rates, anInstant);
    const found = asked.positions[0];
    expect(found?.cost).toEqual(plain?.cost);
    // 9 coins at 100 by the law, less the 5 that are visible
    const law = (size: number): number => size * 0.02 * Math.sqrt(size / 40_000);
    expect(found?.estimate?.cost).toBeCloseTo(law(900) - law(500), 10);
  });

  test('an option is never estimated', () => {
    const option = anInstrument({
      symbol: 'C',
      kind: 'option',
      option: { right: 'call', strike: 100, exercise: 'european' },
    });
    const known = { dailyVolume: 1, dailyVolatility: 1, coefficient: 1, source: 'test' };
    const found = positionUnwinds(
      { instruments: [option], positions: [aPosition(option, 5)] },
      live(aBook(option, [[9, 1]], [[11, 1]])),
      { fees: null, assumptions: new Map([[option.id, known]]) },
      rates,
      anInstant,
    ).positions[0];
    expect(value(found!.cost).unfilled.quantity).toBe(4);
    expect(found?.estimate).toBeNull();
  });
});

describe('the net delta over all venues', () => {
  const input = aRiskInput();
  const lines = linesOf(input);
  const net = (of: string): number =>
    lines
      .filter(({ unit }) => unit.underlying === asset(of))
      .reduce((all, { sensitivities }) => all + sensitivities.delta, 0);
  const spots = { reporting: usd, spots: input.market.spots };
  const kinds = new Set(['spot', 'perpetual'] as const);
  // mid 80,000
  const deep = [
    aBook(linear, [[79_990, 3]], [[80_010, 3]]),
    aBook(spot, [[79_980, 2]], [[80_020, 2]]),
  ];
  const unwound = (assumptions = new Map()): NetUnwind => {
    const all = netUnwinds(
      lines,
      live(...deep),
      { kinds, fees: null, assumptions },
      spots,
      anInstant,
    );
    const found = all.find(({ underlying }) => underlying === btc);
    if (found === undefined) throw new Error('no bitcoin');
    return found;
  };

  test('is bought or sold as base units at the mid', () => {
    const { execution, netDelta, estimate } = unwound();
    expect(netDelta).toBeCloseTo(net('BTC'), 6);
    const { best } = value(execution);
    expect(best.side).toBe(net('BTC') > 0 ? 'sell' : 'buy');
    expect(best.quantity).toBeCloseTo(Math.abs(net('BTC')) / 80_000, 10);
    // 5 coins are visible: 3 at 10 from the mid, 2 at 20
    expect(best.quantity).toBeGreaterThan(5);
    expect(best.cost).toBeCloseTo(3 * 10 + 2 * 20, 6);
    expect(best.unfilled.notional).toBeCloseTo(Math.abs(net('BTC')) - 5 * 80_000, 4);
    expect(estimate).toBeNull();
  });

  test('the rest is estimated apart, by stated assumptions', () => {
    const stated = { dailyVolume: 1e9, dailyVolatility: 0.03, coefficient: 0.7, source: 'me' };
    const { execution, estimate } = unwound(new Map([[btc, stated]]));
    const law = (size: number): number => size * 0.7 * 0.03 * Math.sqrt(size / 1e9);
    expect(estimate?.cost).toBeCloseTo(law(Math.abs(net('BTC'))) - law(400_000), 4);
    expect(estimate?.assumptions).toBe(stated);
    expect(value(execution)).toEqual(value(unwound().execution));
  });

  test('an underlying without a book says why', () => {
    const all = netUnwinds(
      lines,
      live(
        aBook(anInstrument({ symbol: 'E', underlying: asset('ETH') }), [[3_001, 1]], [[3_000, 1]]),
      ),
      { kinds, fees: null, assumptions: new Map() },
      spots,
      anInstant,
    );
    const ether = all.find(({ underlying }) => underlying === asset('ETH'));
    expect(ether?.execution).toMatchObject({
      failure: {
        message: expect.stringMatching(/^ETH: a side .*; order book of E.TEST is crossed/),
      },
    });
    expect(all.map(({ underlying }) => underlying)).toContain(btc);
  });

  test('books that are old, dated ahead or far off are not traded on, and are named', () => {
    const doubtful = [
      aBook(other, [[79_995, 9]], [[80_005, 9]], 60_001),
      aBook(tether, [[79_995, 9]], [[80_005, 9]], -1_001),
      aBook(inverse, [[90_000, 9_000]], [[90_010, 9_000]]),
    ];
    const request = { kinds, fees: null, assumptions: new Map() };
    const all = netUnwinds(lines, live(...deep, ...doubtful), request, spots, anInstant);
    const found = all.find(({ underlying }) => underlying === btc);
    expect(value(found!.execution).best).toEqual(value(unwound().execution).best);
    expect(found?.ladder.leftOut.map(({ message }) => message)).toEqual([
      'order book of BTC-PERP.BETA is 60001 ms old, more than 60000',
      'order book of BTCUSDT.DELTA is dated 1001 ms ahead',
      expect.stringMatching(
        /^order book of BTC-INVERSE.GAMMA is 0.125[\d]* from the price 80000 of BTC/,
      ),
    ]);
  });

  test('just at its limit a book is still live, and not ahead', () => {
    const edge = [
      aBook(other, [[79_990, 1]], [[80_010, 1]], 60_000),
      aBook(spot, [[79_990, 1]], [[80_010, 1]], -1_000),
    ];
    const request = { kinds, fees: null, assumptions: new Map() };
    const all = netUnwinds(lines, live(...edge), request, spots, anInstant);
    const found = all.find(({ underlying }) => underlying === btc);
    expect(found?.ladder.leftOut).toEqual([]);
    expect(found?.ladder.sources).toHaveLength(2);
  });

  test('a net delta of 0 has nothing to unwind', () => {
    const [line] = lines;
    const opposite = {
      ...line!,
      sensitivities: { ...line!.sensitivities, delta: -line!.sensitivities.delta },
    };
    const [found] = netUnwinds(
      [line!, opposite],
      live(...deep),
      { kinds, fees: null, assumptions: new Map() },
      spots,
      anInstant,
    );
    expect(found?.execution).toMatchObject({ failure: { reason: 'not-applicable' } });
  });
});
