import { describe, expect, test } from 'vitest';
import { transferCost } from '../../../src/engine/margin/costs.ts';
import {
  tabledTakingOut,
  tabledTransfers,
  unpricedTransfers,
  type TableMarket,
} from '../../../src/engine/margin/transfer-table.ts';
import type { MoveCosts, TransferCost } from '../../../src/engine/model/move-costs.ts';
import type {
  GasPrice,
  BridgeStep,
  TransferTable,
  VenueStep,
} from '../../../src/engine/model/transfer-table.ts';
import { asset, marginAccountId, venue, type Asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { anAccount } from '../../support/builders.ts';

const NOW = instant(1_795_780_800_000);
const [usdc, eth] = [asset('USDC'), asset('ETH')];

const step = {
  asset: usdc,
  gas: 0,
  fee: 0,
  rate: 0,
  minutes: 1,
  standing: 'published',
  note: '',
  source: 'https://example.org/fees',
  read: '2026-11-27',
} as const;
const out = (of: Partial<VenueStep> = {}): VenueStep => ({
  ...step,
  kind: 'withdraw',
  venue: venue('ALPHA'),
  chainId: 42_161,
  custody: 'chain',
  fee: 1,
  minutes: 4,
  ...of,
});
const into = (of: Partial<VenueStep> = {}): VenueStep => ({
  ...out(),
  kind: 'deposit',
  venue: venue('BETA'),
  fee: 0,
  gas: 90_000,
  minutes: 2,
  ...of,
});
const bridge: BridgeStep = {
  ...step,
  kind: 'bridge',
  name: 'a bridge',
  from: 42_161,
  to: 1,
  gas: 200_000,
  rate: 0.001,
  minutes: 19,
};

const table = (...steps: TransferTable['steps']): TransferTable => ({
  from: '2026-11-27',
  chains: [
    { chainId: 1, title: 'Ethereum', coin: eth },
    { chainId: 42_161, title: 'Arbitrum', coin: eth },
  ],
  steps,
});

const market = (of: Partial<TableMarket> = {}): TableMarket => ({
  gas: new Map([
    [42_161, { wei: 0.1e9, dataFee: 0, at: instant(NOW - 180_000), source: 'live' }],
    [1, { wei: 20e9, dataFee: 0, at: instant(NOW - 3 * 86_400_000), source: 'gas.csv' }],
  ]),
  rateOf: (one: Asset) => (one === usdc ? 1 : one === eth ? 3_000 : null),
  asOf: NOW,
  ...of,
});

const gasWith = (dataFee: number | null): GasPrice => ({
  wei: 0.1e9,
  dataFee,
  at: instant(NOW - 180_000),
  source: 'live',
});

const account = (name: string) =>
  anAccount({ id: marginAccountId(`${name}:main`), venue: venue(name) });

const only = (found: readonly TransferCost[]): TransferCost => {
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('what a table says of moving an asset', () => {
  test('on one chain: fee out, gas of the way in, minutes of both, and how it is known', () => {
    const found = only(tabledTransfers(table(out(), into()), market()));
    expect(found).toMatchObject({
      from: 'ALPHA',
      to: 'BETA',
      asset: 'USDC',
      bridgeFee: 1,
      minutes: 6,
    });
    // 90,000 gas × 0.1 gwei = 0.000009 ether, at 3,000.
    expect(found.gas).toBeCloseTo(0.027, 12);
    expect(found.basis).toBe(
      'table of 2026-11-27: https://example.org/fees as of 2026-11-27; 90000 gas at 0.1 gwei on Arbitrum, live, 3 min old',
    );
  });

  test('what a second layer asks for data comes on top, once for each transaction', () => {
    const gas = new Map([[42_161, gasWith(1e12)]]);
    const found = only(tabledTransfers(table(out(), into()), market({ gas })));
    // 0.027 of gas, and 10^12 wei = 0.000001 ether, at 3,000.
    expect(found.gas).toBeCloseTo(0.03, 12);
    expect(found.basis).toContain('and 1000 gwei for its data');
  });

  test('over a bridge: its gas on the first chain, its rate on what is moved', () => {
    const found = only(tabledTransfers(table(out(), bridge, into({ chainId: 1 })), market()));
    // 200,000 × 0.1 gwei × 3,000 = 0.06; 90,000 × 20 gwei × 3,000 = 5.40.
    expect(found.gas).toBeCloseTo(5.46, 10);
    expect(found).toMatchObject({ bridgeFee: 1, bridgeRate: 0.001, minutes: 25 });
    expect(found.basis).toContain('90000 gas at 20 gwei on Ethereum, gas.csv, 3 days old');
  });

  test.each<[string, TransferTable, Partial<TableMarket>]>([
    ['the price of gas', table(out(), into()), { gas: new Map() }],
    ['what data costs', table(out(), into()), { gas: new Map([[42_161, gasWith(null)]]) }],
    ['the price of the coin', table(out(), into()), { rateOf: (one) => (one === usdc ? 1 : null) }],
    ['the price of the asset', table(out(), into()), { rateOf: (one) => (one === eth ? 1 : null) }],
    ['a bridge', table(out(), into({ chainId: 1 })), {}],
    ['the way in', table(out()), {}],
    ['the chain', { ...table(out(), into()), chains: [] }, {}],
  ])('where %s is not known nothing is', (_, of, changed) => {
    expect(tabledTransfers(of, market(changed))).toEqual([]);
  });

  test.each<[string, TransferTable, Partial<TableMarket>, string]>([
    [
      'a bridge',
      table(out(), { ...bridge, gas: null }, into({ chainId: 1 })),
      {},
      'gas of a bridge',
    ],
    ['the way out', table(out({ gas: null }), into()), {}, 'gas of withdrawing from ALPHA'],
    ['the way in', table(out(), into({ gas: null })), {}, 'gas of depositing at BETA'],
  ])(
    'gas of %s that nobody states is not 0: the way has no cost, and says so',
    (_, of, now, lacking) => {
      expect(tabledTransfers(of, market(now))).toEqual([]);
      expect(unpricedTransfers(of, market(now))).toMatchObject([
        { from: 'ALPHA', to: 'BETA', asset: 'USDC', lacking },
      ]);
    },
  );

  test.each<[string, TransferTable, Partial<TableMarket>]>([
    ['fee of withdrawing from ALPHA', table(out({ fee: null }), into()), {}],
    ['price of gas on Arbitrum', table(out(), into()), { gas: new Map() }],
    ['price of ETH', table(out(), into()), { rateOf: (one) => (one === usdc ? 1 : null) }],
    ['price of USDC', table(out(), into()), { rateOf: (one) => (one === eth ? 1 : null) }],
    ['coin of chain 42161', { ...table(out(), into()), chains: [] }, {}],
    [
      'fee for data on Arbitrum',
      table(out(), into()),
      { gas: new Map([[42_161, { wei: 1e9, dataFee: null, at: NOW, source: 'live' }]]) },
    ],
    [
      'fee of withdrawing from ALPHA, gas of a bridge',
      table(out({ fee: null }), { ...bridge, gas: null }, into({ chainId: 1 })),
      {},
    ],
  ])('a way without %s says that it is not known', (lacking, of, changed) => {
    expect(unpricedTransfers(of, market(changed)).map((one) => one.lacking)).toEqual([lacking]);
  });

  test('of ways whose cost is not known the quickest is told of, with its minutes', () => {
    const slow: BridgeStep = { ...bridge, gas: null };
    const quick: BridgeStep = { ...slow, name: 'a quick bridge', minutes: 1 };
    const of = table(out(), slow, quick, into({ chainId: 1 }));
    const costs: MoveCosts = {
      transfers: tabledTransfers(of, market()),
      unpriced: unpricedTransfers(of, market()),
      trading: [],
    };
    expect(transferCost(costs, account('ALPHA'), account('BETA'), usdc, 1_000)).toEqual({
      amount: null,
      unknown: ['moving USDC from ALPHA to BETA: gas of a quick bridge'],
      minutes: 7,
    });
    // What the user states fills it.
    const own = { from: 'ALPHA', to: 'BETA', asset: usdc, gas: 7, bridgeFee: 0, bridgeRate: 0 };
    expect(
      transferCost(
        { ...costs, transfers: [{ ...own, minutes: 3 }] },
        account('ALPHA'),
        account('BETA'),
        usdc,
        1_000,
      ),
    ).toEqual({ amount: 7, unknown: [], minutes: 3 });
  });

  test('the cheaper way comes first', () => {
    const ways = tabledTransfers(
      table(out({ fee: 9 }), out({ fee: 2 }), into({ gas: 0 })),
      market(),
    );
    expect(ways.map(({ bridgeFee }) => bridgeFee)).toEqual([2, 9]);
  });

  test('a step that a third party tells of says so', () => {
    const found = only(
      tabledTransfers(table(out({ standing: 'third-party' }), into({ gas: 0 })), market()),
    );
    expect(found.basis).toContain('as of 2026-11-27, a third party');
  });

  test('what the user states counts first, and carries no basis', () => {
    const tabled = tabledTransfers(table(out(), into({ gas: 0 })), market());
    const own = {
      from: 'ALPHA',
      to: 'BETA',
      asset: usdc,
      gas: 7,
      bridgeFee: 0,
      bridgeRate: 0,
      minutes: 3,
    };
    const costs = (transfers: MoveCosts['transfers']): MoveCosts => ({ transfers, trading: [] });
    const asked = (of: MoveCosts): ReturnType<typeof transferCost> =>
      transferCost(of, account('ALPHA'), account('BETA'), usdc, 1_000);
    expect(asked(costs([own, ...tabled]))).toEqual({ amount: 7, unknown: [], minutes: 3 });
    expect(asked(costs(tabled))).toMatchObject({ amount: 1, unknown: [], minutes: 6 });
    expect(asked(costs(tabled)).basis).toContain('table of 2026-11-27');
    expect(asked(costs([])).amount).toBeNull();
  });

  test('taking out: of what is held on a chain, not of what a venue can sell itself', () => {
    const steps = table(
      out({ rate: 0.01 }),
      out({ venue: venue('GAMMA'), custody: 'venue' }),
      into(),
    );
    expect(tabledTakingOut(steps, market())).toMatchObject([
      { venue: 'ALPHA', asset: 'USDC', fixed: 1, rate: 0.01 },
    ]);
  });
});
