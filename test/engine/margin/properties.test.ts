import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { accountMargin } from '../../../src/engine/margin/account.ts';
import { equity } from '../../../src/engine/margin/equity.ts';
import { marginModels, pooledAlternatives } from '../../../src/engine/margin/models.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { MarginModelId } from '../../../src/engine/model/book.ts';
import type { AccountInput, PricedPosition } from '../../../src/engine/model/priced.ts';
import { fail, type Outcome } from '../../../src/engine/values/outcome.ts';
import { quantity } from '../../../src/engine/values/units.ts';
import { anInput, aTable, coins, held, inverse, linear, tiers } from './account-input.ts';

const spot = 50_000;
const table = aTable({
  symbols: ['FUT', 'PERP', 'LIN'],
  tiers: [
    { upTo: 3, maintenanceRate: 0.005, leverage: 100, deduction: 0 },
    { upTo: 1e12, maintenanceRate: 0.02, leverage: 25, deduction: 0.045 },
  ],
});
const editionsOf = (model: MarginModelId): AccountInput['editions'] =>
  model.startsWith('tiered') ? [tiers([table])] : anInput('DERIBIT', model).editions;

const option = (symbol: string, right: 'call' | 'put', strike: number) => ({
  ...inverse(symbol, 'BTC'),
  kind: 'option' as const,
  option: { right, strike, exercise: 'european' } as const,
  priceUnit: 'underlying' as const,
});
const contracts = [
  { instrument: inverse('PERP', 'BTC'), scale: 10_000, mark: spot, years: 0 },
  { instrument: inverse('FUT', 'BTC'), scale: 10_000, mark: 51_000, years: 0.2 },
  { instrument: option('C', 'call', 55_000), scale: 1, mark: 0.03, years: 0.2 },
  { instrument: option('P', 'put', 45_000), scale: 1, mark: 0.025, years: 0.1 },
] as const;

const positions = fc.array(
  fc
    .record({
      which: fc.integer({ min: 0, max: contracts.length - 1 }),
      size: fc.integer({ min: -30, max: 30 }),
      drift: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    })
    .map(({ which, size, drift }): PricedPosition => {
      const { instrument, scale, mark, years } = contracts[which] ?? contracts[0];
      return held({
        instrument,
        quantity: size * scale,
        mark,
        entry: mark * (1 + drift),
        spot,
        years,
      });
    }),
  { maxLength: 6 },
);
const models = fc.constantFrom<MarginModelId>(
  'tiered-cross',
  'tiered-isolated',
  'deribit-sm',
  'deribit-pm',
);

/** Tiered books hold futures only: the venue TEST has no option rule. */
const accounts = fc
  .record({ model: models, all: positions, balance: fc.double({ min: 0, max: 1000, noNaN: true }) })
  .map(({ model, all, balance }): AccountInput =>
    anInput(model.startsWith('tiered') ? 'TEST' : 'DERIBIT', model, {
      positions: model.startsWith('tiered')
        ? all.filter(({ instrument }) => instrument.option === null)
        : all,
      collateral: [coins(balance, 'BTC', spot)],
      editions: editionsOf(model),
    }),
  );

const none = fail('not-applicable', 'not looked at');
const house = { initial: none, maintenance: none };
const node = (of: Outcome<MarginNode>): MarginNode => {
  if (!of.ok) throw new Error(of.failure.message);
  return of.value;
};
const requirementOf = (input: AccountInput) =>
  marginModels[input.account.model].margin(input).requirement;

/** Initial margin of a linear contract at one cent. */
const ofLinear = (size: number): number =>
  node(
    requirementOf(
      anInput('TEST', 'tiered-cross', {
        positions: [held({ instrument: linear('LIN', 'BTC'), quantity: size, mark: 0.01 })],
        editions: editionsOf('tiered-cross'),
      }),
    ).initial,
  ).value;

describe('random accounts', () => {
  test('every parent equals its rule over its parts, in every tree', () => {
    fc.assert(
      fc.property(accounts, (input) => {
        const { initial, maintenance } = requirementOf(input);
        const { isolated, cross } = pooledAlternatives(input);
        const trees = [initial, maintenance, isolated.initial, cross.maintenance].map(node);
        expect([...trees, equity(input)].flatMap(violations)).toEqual([]);
      }),
    );
  });

  test('a requirement is never negative, and maintenance never above initial', () => {
    fc.assert(
      fc.property(accounts, (input) => {
        const { initial, maintenance } = requirementOf(input);
        expect(node(maintenance).value).toBeGreaterThanOrEqual(0);
        expect(node(initial).value).toBeGreaterThanOrEqual(node(maintenance).value - 1e-9);
      }),
    );
  });

  test('cross never needs more than isolated', () => {
    fc.assert(
      fc.property(accounts, (input) => {
        const { isolated, cross } = pooledAlternatives(input);
        const [apart, pooled] = [node(isolated.initial).value, node(cross.initial).value];
        // A rate that grows with size charges a pool more for the same instrument held in parts.
        const distinct = new Set(input.positions.map(({ instrument }) => instrument.id));
        if (distinct.size === input.positions.length) {
          expect(pooled).toBeLessThanOrEqual(apart + 1e-9 * apart);
        }
      }),
    );
  });

  test('more collateral never raises the margin ratio', () => {
    fc.assert(
      fc.property(accounts, fc.double({ min: 0.01, max: 100, noNaN: true }), (input, more) => {
        const before = accountMargin(input, house).marginRatio;
        const richer = { ...input, collateral: [...input.collateral, coins(more, 'BTC', spot)] };
        const after = accountMargin(richer, house).marginRatio;
        if (before.ok) {
          expect(after.ok && after.value).toBeLessThanOrEqual(before.value);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('opposite positions leave nothing', () => {
    fc.assert(
      fc.property(accounts, (input) => {
        const mirrored = input.positions.map((of): PricedPosition => ({
          ...of,
          position: { ...of.position, quantity: quantity(0 - of.position.quantity) },
        }));
        const flat = { ...input, positions: [...input.positions, ...mirrored] };
        if (input.account.model === 'tiered-isolated') return;
        expect(node(requirementOf(flat).initial).value).toBe(0);
        expect(node(requirementOf(flat).maintenance).value).toBe(0);
      }),
    );
  });

  test('a larger haircut never lowers the margin ratio', () => {
    fc.assert(
      fc.property(accounts, fc.double({ min: 0, max: 0.9, noNaN: true }), (input, haircut) => {
        const edition = (fraction: number): AccountInput => ({
          ...input,
          editions: [
            {
              venue: input.account.venue,
              model: 'collateral',
              from: '2026-11-01',
              source: 'made up for a test',
              standing: 'third-party',
              numbers: { haircuts: [{ asset: 'BTC', haircut: fraction }] },
            },
            ...input.editions,
          ],
        });
        expect(equity(edition(haircut)).value).toBeLessThanOrEqual(equity(edition(0)).value);
      }),
    );
  });

  test('a linear book in one tier doubles with its size', () => {});

  test('tiers that only restate the old ones change nothing', () => {
    const restated = aTable({
      symbols: table.symbols,
      tiers: table.tiers.flatMap((tier, i) => (i === 0 ? [{ ...tier, upTo: 1 }, tier] : [tier])),
    });
    fc.assert(
      fc.property(accounts, (input) => {
        if (!input.account.model.startsWith('tiered')) return;
        const split = { ...input, editions: [tiers([restated])] };
        expect(node(requirementOf(split).initial).value).toBe(
          node(requirementOf(input).initial).value,
        );
        expect(node(requirementOf(split).maintenance).value).toBe(
          node(requirementOf(input).maintenance).value,
        );
      }),
    );
  });

  test('a linear book in one tier doubles with its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), (size) => {
        expect(ofLinear(2 * size)).toBeCloseTo(2 * ofLinear(size), 12);
      }),
    );
  });
});
