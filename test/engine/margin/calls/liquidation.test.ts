import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LiquidationRun } from '../../../../src/engine/contract/liquidation.ts';
import { assessorOf } from '../../../../src/engine/margin/assessor.ts';
import { deleveragingOrder } from '../../../../src/engine/margin/calls/liquidation/deleveraging.ts';
import { liquidationRun } from '../../../../src/engine/margin/calls/liquidation/run.ts';
import { closed } from '../../../../src/engine/margin/calls/trades.ts';
import type { LiquidationProcedure } from '../../../../src/engine/model/liquidation-numbers.ts';
import type { EditionOf } from '../../../../src/engine/model/parameters.ts';
import type { AccountInput } from '../../../../src/engine/model/priced.ts';
import { marginAccountId, venue } from '../../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../../src/engine/values/outcome.ts';
import { anAccount } from '../../../support/builders.ts';
import { anInput, aTable, coins, dollars, held, inverse, linear, tiers } from '../account-input.ts';

/** 1 % up to 100, 2 % up to 200, 4 % up to 400, each continuous at its edge. */
const steps = aTable({
  tiers: [
    { upTo: 100, maintenanceRate: 0.01, leverage: 50, deduction: 0 },
    { upTo: 200, maintenanceRate: 0.02, leverage: 25, deduction: 1 },
    { upTo: 400, maintenanceRate: 0.04, leverage: 10, deduction: 5 },
  ],
});

const enough: LiquidationProcedure = {
  models: ['tiered-cross', 'tiered-isolated'],
  begins: 1,
  ends: 1,
  tiers: { down: 'enough', wholeUpTo: 1 },
  fees: [],
  backstops: ['insurance fund', 'deleveraging'],
};

const edition = (procedure: LiquidationProcedure): EditionOf<'liquidation'> => ({
  venue: venue('TEST'),
  model: 'liquidation',
  from: '2000-01-01',
  source: 'made up for a test',
  standing: 'third-party',
  numbers: { procedures: [procedure] },
});

/** Three long at 100: maintenance 300 × 4 % − 5 = 7. */
const three = (cash: number, procedure: LiquidationProcedure | null): AccountInput =>
  anInput('TEST', 'tiered-isolated', {
    positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 3, mark: 100 })],
    collateral: [dollars(cash)],
    editions: [tiers([steps]), ...(procedure === null ? [] : [edition(procedure)])],
  });

function ran(
  input: AccountInput,
  slippage = 0,
  by: LiquidationRun['by'] = 'published',
): Outcome<LiquidationRun> {
  return liquidationRun(input, { slippage, by });
}

function run(...args: Parameters<typeof ran>): LiquidationRun {
  const found = ran(...args);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

describe('one order that is enough, else the whole', () => {
  test('down to the highest tier at which the account is whole', () => {
    // One is closed: 200 × 2 % − 1 = 3 of maintenance against 7.
    expect(run(three(7, enough))).toMatchObject({
      before: { equity: 7, maintenance: 7 },
      steps: [{ contracts: 1, how: 'market', price: 100, after: { equity: 7, maintenance: 3 } }],
      outcome: 'whole',
      left: [{ symbol: 'BTC-PERP', contracts: 2 }],
      toFund: 0,
    });
  });

  test('down by two tiers in one order where one is not enough', () => {
    const { steps: done } = run(three(2.5, enough));
    expect(done).toHaveLength(1);
    expect(done[0]?.contracts).toBeCloseTo(2, 12);
    expect(done[0]?.after.maintenance).toBeCloseTo(1, 12);
  });

  test('slippage and fee come out of equity', () => {
    const fees = [{ underlyings: ['BTC'], of: 'futures', rate: 0.005 }] as const;
    const [step] = run(three(7, { ...enough, fees }), 0.01).steps;
    // One sold at 99: 1 lost, and 0.5 of fee on the 100 that it was worth.
    expect(step?.slippage).toBeCloseTo(1, 12);
    expect(step?.fee).toBeCloseTo(0.5, 12);
    expect(step?.after.equity).toBeCloseTo(5.5, 12);
    expect(step?.price).toBe(99);
  });

  test('where no tier is enough the whole is taken over, and what is left goes to the fund', () => {
    const { steps: done, outcome, toFund } = run(three(0.6, enough));
    expect(done).toMatchObject([
      { contracts: 3, how: 'takeover', after: { equity: 0, maintenance: 0 } },
    ]);
    // 0.6 ÷ 3 below the mark.
    expect(done[0]?.price).toBeCloseTo(99.8, 12);
    expect(outcome).toBe('empty');
    expect(toFund).toBeCloseTo(0.6, 12);
  });

  test('a debt is paid by the fund', () => {
    const { toFund, steps: done } = run(three(-3, enough));
    expect(toFund).toBeCloseTo(-3, 12);
    expect(done[0]?.price).toBeCloseTo(101, 12);
  });

  test('an inverse position is taken over at its bankruptcy price', () => {
    const input = anInput('TEST', 'tiered-isolated', {
      positions: [
        held({ instrument: inverse('BTC-PERP', 'BTC'), quantity: 100, mark: 100, entry: 100 }),
      ],
      collateral: [coins(0.005, 'BTC', 100)],
      editions: [tiers([aTable()]), edition(enough)],
    });
    // 100 × (1 ÷ 100 − 1 ÷ p) = −0.005
    expect(run(input).steps[0]?.price).toBeCloseTo(100 / 1.005, 9);
  });
});

describe('two tiers a round, from the third on', () => {
  const two: LiquidationProcedure = { ...enough, tiers: { down: 2, wholeUpTo: 2 } };

  test('a position in the third tier comes down to the first', () => {
    expect(run(three(6, two))).toMatchObject({
      steps: [{ contracts: 2, how: 'market', after: { equity: 6 } }],
      outcome: 'whole',
      left: [{ symbol: 'BTC-PERP' }],
    });
  });

  test('below the lowest tier’s rate the whole is taken over at once', () => {
    // 1 % of 300 is 3.
    expect(run(three(2.9, two)).steps).toMatchObject([{ contracts: 3, how: 'takeover' }]);
  });

  test('a position in the second tier is taken over whole', () => {
    const input = three(1, two);
    const [of] = input.positions;
    const low = {
      ...input,
      positions: [held({ instrument: of!.instrument, quantity: 1.5, mark: 100 })],
    };
    expect(run(low).steps).toMatchObject([{ contracts: 1.5, how: 'takeover' }]);
  });
});

describe('where it begins', () => {
  test('an account in order is not liquidated where it stands', () => {
    expect(ran(three(7.01, enough))).toMatchObject({
      ok: false,
      failure: { reason: 'not-applicable' },
    });
  });
});

describe('what is not published is not simulated, but may be estimated', () => {
  const vague: LiquidationProcedure = {
    models: ['tiered-isolated', 'tiered-cross'],
    begins: 1,
    ends: 0.9,
    unpublished: 'how much a round closes',
    fees: [],
    backstops: ['insurance fund'],
  };

  test.each([
    ['no procedure', three(7, null), 'no liquidation procedure'],
    ['no rounds', three(7, vague), 'how much a round closes'],
  ])('%s', (_, input, message) => {
    expect(ran(input)).toMatchObject({
      ok: false,
      failure: { reason: 'not-published', message: expect.stringContaining(message) as string },
    });
  });

  const pair = anInput('TEST', 'tiered-cross', {
    positions: [
      held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 1, mark: 100 }),
      held({ instrument: linear('ETH-PERP', 'ETH'), quantity: 1, mark: 100 }),
    ],
    collateral: [dollars(6)],
    editions: [
      tiers([
        aTable(),
        aTable({
          symbols: ['ETH-PERP'],
          tiers: [{ upTo: 1e9, maintenanceRate: 0.05, leverage: 10, deduction: 0 }],
        }),
      ]),
      edition({ ...vague, tiers: { down: 'enough', wholeUpTo: 1 } }),
    ],
  });

  test('which of two positions comes first', () => {
    expect(ran(pair)).toMatchObject({
      ok: false,
      failure: { reason: 'not-published', message: expect.stringContaining('which of') as string },
    });
  });

  test('the estimate takes what frees most margin, and ends below the venue’s ratio', () => {
    const { steps: done, outcome, by, notes } = run(pair, 0, 'estimate');
    expect(by).toBe('estimate');
    expect(notes[0]).toContain('an estimate');
    // 1 % of 100 and 5 % of 100 are 6 against 6: tenths of ether at 0.5 each until below 5.4.
    expect(done.map(({ symbol }) => symbol)).toEqual(['ETH-PERP', 'ETH-PERP']);
    expect(done[1]?.after.maintenance).toBeCloseTo(5, 12);
    expect(outcome).toBe('whole');
  });

  test('the estimate of an account without equity ends empty', () => {
    const { outcome, steps: done } = run({ ...pair, collateral: [dollars(-1)] }, 0, 'estimate');
    expect(outcome).toBe('empty');
    expect(done).toHaveLength(20);
  });
});

describe('the editions that come with the product', () => {
  test('Deribit does not publish its rounds', () => {
    const short = anInput('DERIBIT', 'deribit-sm', {
      positions: [
        held({ instrument: inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT'), quantity: -1e6, mark: 5e4 }),
      ],
      collateral: [coins(0.1, 'BTC', 50_000)],
    });
    expect(ran(short)).toMatchObject({ ok: false, failure: { reason: 'not-published' } });
    // 0.75 % of what is closed: the fee of 2022.
    const [step] = run(short, 0, 'estimate').steps;
    expect((step?.fee ?? 0) / (step?.contracts ?? 1)).toBeCloseTo(0.0075, 9);
  });

  test('Bybit reduces a pool until 90 %, an isolated position by its tiers', () => {
    const of = (model: 'tiered-cross' | 'tiered-isolated') =>
      anInput('BYBIT', model, {
        positions: [
          held({ instrument: linear('BTCUSDT', 'BTC', 'BYBIT'), quantity: 1, mark: 50_000 }),
        ],
        collateral: [dollars(100)],
      });
    expect(ran(of('tiered-cross'))).toMatchObject({ ok: false });
    expect(run(of('tiered-cross'), 0, 'estimate').ends).toBe(0.9);
    // 50,000 lies in the lowest tier.
    expect(run(of('tiered-isolated')).steps).toMatchObject([{ how: 'takeover', contracts: 1 }]);
  });
});

describe('closing at the mark', () => {
  test('at no cost leaves equity as it was, linear, inverse or option, in one step or two', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('linear', 'inverse', 'option'),
        fc.double({ min: -50, max: 50, noNaN: true }).filter((x) => Math.abs(x) > 1e-3),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 50, max: 150, noNaN: true }),
        (kind, size, share, entry) => {
          const option = {
            ...inverse('O', 'BTC'),
            kind: 'option' as const,
            option: { right: 'call', strike: 90, exercise: 'european' } as const,
            priceUnit: 'underlying' as const,
          };
          const input = anInput('TEST', 'tiered-cross', {
            positions: [
              kind === 'option'
                ? held({ instrument: option, quantity: size, mark: 0.2, spot: 100, years: 0.1 })
                : held({
                    instrument: kind === 'linear' ? linear('P', 'BTC') : inverse('P', 'BTC'),
                    quantity: size,
                    mark: 100,
                    entry,
                  }),
            ],
            collateral: [dollars(1_000)],
            editions: [tiers([aTable({ symbols: ['P'] })])],
          });
          const free = { slippage: 0, fee: 0 };
          const equityOf = (of: AccountInput): number => {
            const { positions, ...rest } = of;
            const only = assessorOf(of).figures({
              ...rest,
              positions: positions.filter(() => kind !== 'option'),
            });
            return only.ok ? only.value.equity : Number.NaN;
          };
          const part = closed(input, input.positions[0]!, share, free);
          if (!part.ok) throw new Error(part.failure.message);
          const whole = closed(part.value.input, part.value.input.positions[0]!, 1, free);
          const once = closed(input, input.positions[0]!, 1, free);
          if (!whole.ok || !once.ok) throw new Error('closes');
          expect(whole.value.input.positions).toEqual([]);
          expect(equityOf(whole.value.input)).toBeCloseTo(equityOf(once.value.input), 6);
          if (kind !== 'option') {
            expect(equityOf(part.value.input)).toBeCloseTo(equityOf(input), 6);
            expect(equityOf(whole.value.input)).toBeCloseTo(equityOf(input), 6);
          }
        },
      ),
    );
  });
});

test('deleveraging takes profit ratio × leverage, losers not at all', () => {
  const account = (id: string, cash: number, entry: number): AccountInput => ({
    ...anInput('TEST', 'tiered-cross', {
      positions: [held({ instrument: linear('BTC-PERP', 'BTC'), quantity: 1, mark: 100, entry })],
      collateral: [dollars(cash)],
    }),
    account: anAccount({ id: marginAccountId(id) }),
  });
  const order = deleveragingOrder([
    account('calm', 30, 80),
    account('bold', 5, 80),
    account('loser', 50, 120),
  ]);
  expect(order.map((one) => one.account)).toEqual(['bold', 'calm']);
  // 20 ÷ 80, and 100 ÷ (5 + 20).
  expect(order[0]?.profit).toBeCloseTo(0.25, 12);
  expect(order[0]?.leverage).toBeCloseTo(4, 12);
  expect(order[0]?.score).toBeCloseTo(1, 12);
});
