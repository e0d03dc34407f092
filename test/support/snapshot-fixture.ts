import type { MarginNode } from '../../src/engine/contract/margin-node.ts';
import type {
  AccountMargin,
  Contribution,
  ExposureRow,
  Requirement,
  RiskSnapshot,
  Surface,
  Warning,
} from '../../src/engine/contract/snapshot.ts';
import { asset, marginAccountId, venue } from '../../src/engine/values/ids.ts';
import { fail, failure, ok } from '../../src/engine/values/outcome.ts';
import { amount, instant, price, quantity, ratio } from '../../src/engine/values/units.ts';

/**
 * A snapshot made up by hand, with round figures that nobody takes for a market: 2 underlyings,
 * 3 margin accounts, one of them near liquidation and one without a known requirement.
 */
const fixtureTime = instant(Date.UTC(2030, 0, 2, 8));
const december = instant(Date.UTC(2030, 11, 27, 8));
const usd = asset('USD');
const none = { delta: 0, gamma: 0, vega: 0, theta: 0 };
const missing = failure('missing-market-data', 'no mark for XYZ-PERP', 'holdings.csv line 4');

type RowPart = Partial<ExposureRow> &
  Pick<ExposureRow, 'id' | 'parent' | 'depth' | 'kind' | 'label'>;

function row(part: RowPart, delta: number, gross: number): ExposureRow {
  return {
    underlying: asset(part.id.slice(0, 3)),
    expiry: null,
    venue: null,
    account: null,
    instrument: null,
    quantity: null,
    mark: null,
    markUnit: null,
    gross,
    sensitivities: { ...none, delta },
    notional: gross,
    pnl: { amount: amount(0), lacking: [] },
    age: 60_000,
    stale: false,
    ...part,
  };
}

const leaf = (label: string, contracts: number, mark: number): Partial<ExposureRow> => ({
  label,
  kind: 'instrument',
  depth: 3,
  quantity: quantity(contracts),
  mark: price(mark),
  markUnit: usd,
});

/** BTC: +100 000 against −90 000 nets to +10 000. ETH: −30 000 alone. */
export const fixtureExposures: readonly ExposureRow[] = [
  row({ id: 'BTC', parent: null, depth: 0, kind: 'underlying', label: 'BTC' }, 10_000, 190_000),
  row(
    { id: 'BTC/spot', parent: 'BTC', depth: 1, kind: 'expiry', label: 'Spot and perpetual' },
    100_000,
    100_000,
  ),
  row(
    { id: 'BTC/spot/A', parent: 'BTC/spot', depth: 2, kind: 'account', label: 'main' },
    100_000,
    100_000,
  ),
  row(
    {
      id: 'BTC/spot/A/1',
      parent: 'BTC/spot/A',
      ...leaf('BTC-PERP', 1, 100_000),
      depth: 3,
      kind: 'instrument',
      label: 'BTC-PERP',
    },
    100_000,
    100_000,
  ),
  row(
    {
      id: 'BTC/dec',
      parent: 'BTC',
      depth: 1,
      kind: 'expiry',
      label: '2030-12-27',
      expiry: december,
    },
    -90_000,
    90_000,
  ),
  row(
    { id: 'BTC/dec/B', parent: 'BTC/dec', depth: 2, kind: 'account', label: 'hedge' },
    -90_000,
    90_000,
  ),
  row(
    {
      id: 'BTC/dec/B/1',
      parent: 'BTC/dec/B',
      ...leaf('BTCZ30', -1, 90_000),
      depth: 3,
      kind: 'instrument',
      label: 'BTCZ30',
      pnl: { amount: amount(-500), lacking: [] },
    },
    -90_000,
    90_000,
  ),
  row(
    {
      id: 'ETH',
      parent: null,
      depth: 0,
      kind: 'underlying',
      label: 'ETH',
      stale: true,
      age: 7_200_000,
    },
    -30_000,
    30_000,
  ),
  row(
    { id: 'ETH/spot', parent: 'ETH', depth: 1, kind: 'expiry', label: 'Spot and perpetual' },
    -30_000,
    30_000,
  ),
  row(
    { id: 'ETH/spot/C', parent: 'ETH/spot', depth: 2, kind: 'account', label: 'risky' },
    -30_000,
    30_000,
  ),
  row(
    {
      id: 'ETH/spot/C/1',
      parent: 'ETH/spot/C',
      ...leaf('=ETH-PERP', -10, 3000),
      depth: 3,
      kind: 'instrument',
      label: '=ETH-PERP',
      stale: true,
      age: 7_200_000,
      pnl: { amount: amount(0), lacking: [missing] },
    },
    -30_000,
    30_000,
  ),
];

export const leafNode = (label: string, value: number, unit = 'USD'): MarginNode => ({
  label,
  value,
  unit,
  rule: 'given',
  parts: [],
  source: 'made up by hand',
});

export const sumNode = (label: string, parts: readonly MarginNode[]): MarginNode => ({
  label,
  value: parts.reduce((total, part) => total + part.value, 0),
  unit: 'USD',
  rule: 'sum',
  parts,
});

/** Scan 700 + add-on 300 = 1 000 initial; maintenance 800. */
const requirementOf = (scale: number): Requirement => ({
  initial: ok(
    sumNode('Initial margin', [
      {
        ...leafNode('Scan', 700 * scale),
        rule: 'worst',
        scenario: 'price −15 %',
        note: 'largest loss of the scan',
      },
      leafNode('Add-on', 300 * scale),
    ]),
  ),
  maintenance: ok(sumNode('Maintenance margin', [leafNode('Maintenance', 800 * scale)])),
});

const notPublished: Requirement = {
  initial: fail('not-published', 'the venue publishes no such rule'),
  maintenance: fail('not-applicable', 'the house view has one need'),
};

function account(
  name: string,
  at: string,
  equity: number,
  scale: number,
  level: AccountMargin['level'],
): AccountMargin {
  const requirement = requirementOf(scale);
  return {
    account: marginAccountId(`${at}:${name}`),
    name,
    venue: venue(at),
    mode: 'cross',
    model: 'deribit-sm',
    modelName: 'Standard margin',
    edition: '2029-01-01, made up',
    equity: ok(sumNode('Equity', [leafNode('Cash', equity)])),
    requirement,
    marginRatio: ok(ratio((800 * scale) / equity)),
    available: ok(amount(equity - 1000 * scale)),
    level,
    alternatives: {
      isolated: requirementOf(scale * 1.5),
      cross: requirement,
      portfolio: requirementOf(scale / 2),
      house: notPublished,
    },
    liquidations: [
      {
        underlying: asset('BTC'),
        price: price(100_000),
        below: price(80_000),
        above: null,
        bankruptBelow: price(75_000),
        bankruptAbove: null,
        distance: ratio(0.2),
      },
    ],
    stated: [
      {
        name: 'initialMargin',
        asset: usd,
        value: 990 * scale,
        at: fixtureTime,
        source: `${name}.json`,
      },
    ],
    positions: 1,
  };
}

const accounts: readonly AccountMargin[] = [
  account('main', 'DERIBIT', 20_000, 10, 'ok'),
  account('hedge', 'BINANCE', 8_000, 5, 'watch'),
  {
    ...account('risky', 'OKX', 5_000, 6, 'call'),
    requirement: {
      initial: fail('not-published', 'no tier table for =ETH-PERP'),
      maintenance: ok(sumNode('Maintenance margin', [leafNode('Maintenance', 4800)])),
    },
  },
];

const warnings: readonly Warning[] = [
  {
    id: 'margin|OKX:risky',
    level: 'call',
    account: marginAccountId('OKX:risky'),
    title: 'Margin call: risky at OKX',
    cause: 'Maintenance margin 4 800 is 96 % of equity 5 000; a call begins at 90 %.',
    remedy: 'Add 334 USD of collateral, or buy back 1 of 10 ETH-PERP.',
    shortfall: amount(334),
  },
];

const shifts = [-0.2, -0.1, 0, 0.1, 0.2];
const volatilities = [-0.25, 0, 0.25];

/** P&L = 10 000 × price shift + 1 000 × volatility shift: zero along one straight line. */
const surface = (scope: string): Surface => ({
  priceShifts: shifts,
  volatilityShifts: volatilities,
  pnl: Float64Array.from(volatilities.flatMap((v) => shifts.map((p) => 10_000 * p + 1_000 * v))),
  scope,
});

/** 100 days: P&L −50 … +49 hundred, in scrambled order. */
const pnl = Float64Array.from({ length: 100 }, (_, day) => (((day * 37) % 100) - 50) * 100);
const days = Array.from({ length: 100 }, (_, day) =>
  new Date(Date.UTC(2029, 8, 1 + day)).toISOString().slice(0, 10),
);
const contributions: readonly Contribution[] = [
  { label: 'BTC', amount: amount(6_000), incremental: amount(4_000) },
  { label: 'ETH', amount: amount(-1_100), incremental: amount(-1_500) },
];

export const snapshotFixture: RiskSnapshot = {
  asOf: fixtureTime,
  partsAsOf: { untouched: fixtureTime, liquidations: fixtureTime },
  reporting: usd,
  synthetic: true,
  overview: {
    equity: { amount: amount(33_000), lacking: [] },
    initialMargin: {
      amount: amount(15_000),
      lacking: [failure('not-published', 'risky: no tier table for =ETH-PERP')],
    },
    maintenanceMargin: { amount: amount(16_800), lacking: [] },
    marginRatio: ok(ratio(0.96)),
    worstAccount: marginAccountId('OKX:risky'),
    sensitivities: { delta: -20_000, gamma: 0.3, vega: 0, theta: -12 },
    gross: 220_000,
    notional: 220_000,
    pnl: { amount: amount(-500), lacking: [missing] },
    worstStress: { label: 'all underlyings: −20 %, vol −25 %', pnl: amount(-2_250) },
    oldestPrice: instant(fixtureTime - 7_200_000),
    stalePrices: 1,
  },
  exposures: fixtureExposures,
  notIncluded: [
    {
      what: 'XYZ-PERP',
      account: marginAccountId('OKX:risky'),
      quantity: quantity(5),
      failure: missing,
      source: 'holdings.csv line 4',
    },
  ],
  accounts,
  houseView: {
    venuesInitial: { amount: amount(15_000), lacking: [] },
    venuesMaintenance: { amount: amount(16_800), lacking: [] },
    house: ok(sumNode('House need', [leafNode('Expected shortfall, one day', 4_900)])),
    saving: { amount: amount(10_100), lacking: [] },
    steps: sumNode('Capital saved by netting', [
      leafNode('Rules of the venues beside the house measure', 2_100),
      leafNode('One underlying at several accounts', 6_000),
      leafNode('Different underlyings together', 2_000),
    ]),
  },
  risk: ok({
    method: 'historical simulation, one day',
    valueAtRisk: {
      value: amount(4_900),
      tail: '0.01',
      outcomes: 100,
      low: amount(4_700),
      high: null,
      scenario: days[27] ?? '',
    },
    expectedShortfall: {
      value: amount(4_880),
      tail: '0.025',
      outcomes: 100,
      low: amount(4_800),
      high: amount(4_960),
      scenario: days[27] ?? '',
    },
    houseShortfall: {
      value: amount(4_900),
      tail: '0.01',
      outcomes: 100,
      low: null,
      high: null,
      scenario: days[27] ?? '',
    },
    pnl,
    scenarios: days,
    byUnderlying: contributions,
    byAccount: contributions,
    byVenue: contributions,
    correlations: [
      {
        model: 'sample',
        assets: [asset('BTC'), asset('ETH'), asset('SPX')],
        matrix: Float64Array.of(1, 0.8, 0.1, 0.8, 1, -0.2, 0.1, -0.2, 1),
        observations: 99,
        merges: [
          { left: 0, right: 1, height: 0.3 },
          { left: 3, right: 2, height: 0.7 },
        ],
      },
      {
        model: 'ewma',
        assets: [asset('BTC'), asset('ETH'), asset('SPX')],
        matrix: Float64Array.of(1, 0.9, 0.2, 0.9, 1, 0, 0.2, 0, 1),
        observations: 99,
        merges: [
          { left: 0, right: 1, height: 0.2 },
          { left: 3, right: 2, height: 0.6 },
        ],
      },
    ],
    notes: [
      '100 joint days used, none dropped.',
      'ETH stands for 1 asset without a history of its own.',
    ],
  }),
  surfaces: [surface('all'), surface('BTC'), surface('ETH')],
  warnings,
};
