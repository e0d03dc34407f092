import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookWalk } from '../../../src/engine/measures/liquidity/book-walk.ts';
import type { VenueBook } from '../../../src/engine/model/live-books.ts';
import { bestExecution, type BestExecution } from '../../../src/engine/orderbook/best-execution.ts';
import { beyondVisible } from '../../../src/engine/orderbook/beyond-visible.ts';
import { ownBookCost } from '../../../src/engine/orderbook/own-book-cost.ts';
import { asset, market, venue } from '../../../src/engine/values/ids.ts';
import { anInstrument } from '../../support/builders.ts';
import {
  aBook,
  btc,
  inverse,
  ladderOf,
  linear,
  other,
  rates,
  severalBooks,
  tether,
  value,
} from './books.ts';

const alpha = venue('ALPHA');
const beta = venue('BETA');

describe('best execution by hand: mid 100', () => {
  const books = [
    aBook(
      linear,
      [
        [99, 1],
        [97, 2],
      ],
      [[101, 1]],
    ),
    aBook(other, [[98, 3]], [[102, 1]]),
  ];

  test('the cheapest levels of all venues, whosever they are', () => {
    // 1 at 99, 3 at 98, 1 at 97: 1 + 6 + 3 below the mid
    const { best, alone } = value(bestExecution(ladderOf(books), 'sell', 5, null));
    expect(best).toEqual({
      side: 'sell',
      quantity: 5,
      filled: 5,
      unfilled: { quantity: 0, notional: 0 },
      mid: 100,
      price: 98,
      worstPrice: 97,
      levels: 3,
      valueAtMid: 500,
      cost: 10,
      slippage: 10 / 500,
      fees: null,
      shares: [
        { instrument: linear.id, venue: alpha, filled: 2, value: 99 + 97 },
        { instrument: other.id, venue: beta, filled: 3, value: 294 },
      ],
    });
    // alone: 1 at 99 and 2 at 97; 3 at 98
    expect(alone.map(({ venue: at, cost }) => [at, cost.filled, cost.cost])).toEqual([
      [alpha, 3, 7],
      [beta, 3, 6],
    ]);
  });

  test('what no book takes is declared with its size, and is in no cost', () => {
    const { best } = value(bestExecution(ladderOf(books), 'buy', 5, null));
    expect(best).toMatchObject({ filled: 2, cost: 3, unfilled: { quantity: 3, notional: 300 } });
  });

  test('fees count in the choice and apart from the cost', () => {
    // with 2 % at ALPHA its 99 brings 97.02, less than the 98 of BETA without a fee
    const fees = new Map([
      [alpha, 0.02],
      [beta, 0],
    ]);
    const { best } = value(bestExecution(ladderOf(books), 'sell', 3, fees));
    expect(best).toMatchObject({ cost: 6, fees: 0, worstPrice: 98 });
    const { best: more } = value(bestExecution(ladderOf(books), 'sell', 4, fees));
    expect(more).toMatchObject({ cost: 7, fees: 0.02 * 99, worstPrice: 98 });
  });

  test('a venue without a stated fee takes no part, and is named', () => {
    const { best, lacking } = value(
      bestExecution(ladderOf(books), 'sell', 5, new Map([[beta, 0.001]])),
    );
    expect(best.shares.map(({ venue: at }) => at)).toEqual([beta]);
    expect(lacking.map(({ message }) => message)).toEqual([
      'no taker fee of ALPHA is stated: it is not traded at',
    ]);
  });

  test('without a mid there is no cost', () => {
    expect(bestExecution(ladderOf([]), 'sell', 1, null)).toMatchObject({ ok: false });
  });

  test('in a crossed ladder the first units may earn: the cost is negative', () => {
    const crossed = ladderOf([
      aBook(linear, [[103, 1]], [[104, 1]]),
      aBook(other, [[99, 1]], [[101, 1]]),
    ]);
    expect(value(bestExecution(crossed, 'sell', 1, null)).best.cost).toBe(102 - 103);
  });
});

describe('a position in its own book', () => {
  test('agrees with the walk of the book that is in the vectors', () => {
    const book = aBook(
      linear,
      [
        [99, 1],
        [98, 2],
      ],
      [[101, 5]],
    );
    const walked = value(bookWalk('sell', 2, book));
    expect(value(ownBookCost(book, 2, null, rates))).toMatchObject({
      side: 'sell',
      filled: walked.filled,
      price: walked.price,
      worstPrice: walked.worstPrice,
      cost: walked.cost,
      slippage: walked.slippage,
    });
  });

  test('an inverse short: its loss in coin at the mid', () => {
    const book = aBook(
      inverse,
      [[99, 50]],
      [
        [101, 10],
        [102, 10],
      ],
    );
    const found = value(ownBookCost(book, -15, null, rates));
    // 100 dollars a contract: coins bought back at 101 and 102 rather than 100 are that many fewer
    const coins = 10 * 100 * (1 / 100 - 1 / 101) + 5 * 100 * (1 / 100 - 1 / 102);
    expect(found).toMatchObject({ side: 'buy', quantity: 15, filled: 15, worstPrice: 102 });
    expect(found.cost).toBeCloseTo(coins * 100, 10);
  });

  test('contracts beyond the book are declared at the mid', () => {
    const book = aBook(tether, [[99, 4]], [[101, 4]]);
    // 6 contracts of a tenth of a coin at 100 USDT of 1.001 dollars
    const { unfilled, cost } = value(ownBookCost(book, 10, new Map(), rates));
    expect(unfilled.quantity).toBe(6);
    expect(unfilled.notional).toBeCloseTo(6 * 0.1 * 100 * 1.001, 10);
    expect(cost).toBeCloseTo(4 * 0.1 * 1 * 1.001, 10);
  });

  test('fees are a fraction of what is traded, unknown where the venue’s are', () => {
    const book = aBook(linear, [[99, 4]], [[101, 4]]);
    expect(value(ownBookCost(book, 2, new Map([[alpha, 0.001]]), rates)).fees).toBeCloseTo(
      0.198,
      12,
    );
    expect(value(ownBookCost(book, 2, new Map([[beta, 0.001]]), rates)).fees).toBeNull();
  });

  test('an option is closed in its own book, priced in coin', () => {
    const option = anInstrument({
      symbol: 'BTC-C',
      kind: 'option',
      payoff: 'inverse',
      priceUnit: 'underlying',
      settlement: btc,
      option: { right: 'call', strike: 100, exercise: 'european' },
    });
    const book = aBook(
      option,
      [
        [0.04, 1],
        [0.03, 5],
      ],
      [[0.06, 1]],
    );
    // mid 0.05 coins of 100 dollars: 1 at 0.04 and 1 at 0.03
    const found = value(ownBookCost(book, 2, new Map([[venue('TEST'), 0.001]]), rates));
    expect(found.cost).toBeCloseTo((0.01 + 0.02) * 100, 12);
    expect(found.fees).toBeNull();
    expect(ownBookCost({ ...book, bids: [] }, 2, null, rates)).toMatchObject({ ok: false });
  });

  test('quanto contracts, crossed books and unknown rates are refused with a reason', () => {
    const quanto = anInstrument({ symbol: 'Q', payoff: 'quanto' });
    const euro = anInstrument({ symbol: 'E', quote: asset('EUR'), market: market('E') });
    expect(ownBookCost(aBook(quanto, [[99, 1]], [[101, 1]]), 1, null, rates)).toMatchObject({
      failure: { reason: 'unsupported-instrument' },
    });
    expect(ownBookCost(aBook(linear, [[102, 1]], [[101, 1]]), 1, null, rates)).toMatchObject({
      failure: { reason: 'conflict' },
    });
    expect(ownBookCost(aBook(euro, [[99, 1]], [[101, 1]]), 1, null, rates)).toMatchObject({
      failure: { message: 'no price of EUR in USD' },
    });
  });
});

test('beyond the visible book: the law for the whole less the visible part, by hand', () => {
  const assumptions = {
    dailyVolume: 10_000,
    dailyVolatility: 0.02,
    coefficient: 0.5,
    source: 'test',
  };
  // whole 2500: 2500 × 0.5 × 0.02 × √0.25 = 12.5; visible 100: 100 × 0.01 × √0.01 = 0.1
  const found = beyondVisible(100, 2400, assumptions);
  expect(found.wholeByLaw).toBeCloseTo(12.5, 12);
  expect(found.visibleByLaw).toBeCloseTo(0.1, 12);
  expect(found.cost).toBeCloseTo(12.4, 12);
  expect(beyondVisible(0, 2500, assumptions).cost).toBeCloseTo(12.5, 12);
});

describe('for any books that do not cross', () => {
  const best = (books: readonly VenueBook[], quantity: number): BestExecution =>
    value(bestExecution(ladderOf(books), 'sell', quantity, null));
  const size = fc.double({ min: 0.01, max: 3000, noNaN: true });

  test('no venue alone is cheaper for what it fills', () => {
    fc.assert(
      fc.property(severalBooks, size, (books, quantity) => {
        for (const { cost: alone } of best(books, quantity).alone) {
          const same = best(books, alone.filled).best;
          expect(same.filled).toBeCloseTo(alone.filled, 8);
          expect(same.cost).toBeLessThanOrEqual(alone.cost * (1 + 1e-12) + 1e-9);
        }
      }),
    );
  });

  test('cost grows with size, and each unit costs no less than the one before', () => {
    fc.assert(
      fc.property(severalBooks, size, (books, quantity) => {
        const [one, two, three] = [1, 2, 3].map((times) => best(books, quantity * times).best);
        expect(two!.cost).toBeGreaterThanOrEqual(one!.cost - 1e-9);
        if (three!.unfilled.quantity > 0) return;
        expect(three!.cost - two!.cost).toBeGreaterThanOrEqual(two!.cost - one!.cost - 1e-8);
      }),
    );
  });

  test('filled and unfilled are what was asked for', () => {
    fc.assert(
      fc.property(severalBooks, size, (books, quantity) => {
        const { filled, unfilled } = best(books, quantity).best;
        expect(filled + unfilled.quantity).toBeCloseTo(quantity, 8);
      }),
    );
  });

  test('a fee on all venues alike changes no fill', () => {
    fc.assert(
      fc.property(severalBooks, size, (books, quantity) => {
        const fees = new Map(
          ['ALPHA', 'BETA', 'GAMMA'].map((name) => [venue(name), 0.001] as const),
        );
        const charged = value(bestExecution(ladderOf(books), 'sell', quantity, fees)).best;
        expect(charged.cost).toBeCloseTo(best(books, quantity).best.cost, 8);
        const traded = charged.shares.reduce((all, { value: of }) => all + of, 0);
        expect(charged.fees).toBeCloseTo(traded * 0.001, 8);
      }),
    );
  });
});
