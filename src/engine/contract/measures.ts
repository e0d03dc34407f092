/** Every measure that the views show. */
export type MeasureId =
  | 'equity'
  | 'initial'
  | 'maintenance'
  | 'available'
  | 'marginRatio'
  | 'liquidationPrice'
  | 'liquidationDistance'
  | 'bankruptcyPrice'
  | 'houseNeed'
  | 'saving'
  | 'valueAtRisk'
  | 'expectedShortfall'
  | 'contribution'
  | 'worstStress'
  | 'delta'
  | 'gross'
  | 'gamma'
  | 'vega'
  | 'theta'
  | 'notional'
  | 'pnl'
  | 'mark'
  | 'age'
  | 'quantity'
  | 'warnings';

/** What a measure is, for people: shown beside it and in the help. */
export type MeasureHelp = {
  readonly title: string;
  /** How the views head it, beside the title. */
  readonly labels: readonly string[];
  /** Exactly two: what it says, and how to read it. */
  readonly sentences: readonly [string, string];
  readonly formula: string;
  /** Where the definition is from: a publication, or the page of ours that states it. */
  readonly source: string;
};

const TASCHE = 'Tasche, “Capital allocation to business units and sub-portfolios” (2008)';
const ACERBI = 'Acerbi & Tasche, “On the coherence of expected shortfall” (2002), definition 2.6';
const BLACK =
  'Black, “The pricing of commodity contracts”, Journal of Financial Economics 3 (1976); Haug (2007), chapter 1';
const CALLS = 'docs/margin-calls.md';
const VENUES = 'docs/margin-venues.md; the edition that is named in the account’s own tree';

export const measureHelp: Readonly<Record<MeasureId, MeasureHelp>> = {
  equity: {
    title: 'Equity',
    labels: [],
    sentences: [
      'What an account is worth: its collateral after haircuts and the unrealised profit or loss of its positions.',
      'Positive is yours, and margin is met out of it.',
    ],
    formula: 'Σ balance × price × (1 − haircut) + unrealised P&L',
    source: 'docs/margin-collateral.md',
  },
  initial: {
    title: 'Initial margin',
    labels: ['Initial'],
    sentences: [
      'What the venue demands before a position may be opened or added to, by its own model and the edition of its numbers in force.',
      'Demands of several venues add up, since none counts what another holds.',
    ],
    formula: 'the venue’s rule over the parts of the tree',
    source: VENUES,
  },
  maintenance: {
    title: 'Maintenance margin',
    labels: ['Maintenance'],
    sentences: [
      'What the venue demands for positions to be kept.',
      'Where equity falls below it the venue begins to liquidate.',
    ],
    formula: 'the venue’s rule over the parts of the tree',
    source: VENUES,
  },
  available: {
    title: 'Available margin',
    labels: ['Available'],
    sentences: [
      'What is left of an account’s equity when its initial margin is met.',
      'Below zero nothing can be added, which is not yet a liquidation.',
    ],
    formula: 'equity − initial margin',
    source: 'docs/margin-calls.md',
  },
  marginRatio: {
    title: 'Margin ratio',
    labels: ['Worst margin ratio', 'Margin ratio'],
    sentences: [
      'How much of an account’s equity its maintenance margin takes.',
      'At 100 % the venue liquidates; some venues state the inverse, or a ratio to notional, under the same name.',
    ],
    formula: 'maintenance margin ÷ equity',
    source: CALLS,
  },
  liquidationPrice: {
    title: 'Liquidation price',
    labels: ['Liquidated below', 'Breaks first at', 'to liquidation'],
    sentences: [
      'The price of one underlying at which the margin ratio of the account reaches 100 % while nothing else moves.',
      'There may be one below and one above the present price, or none.',
    ],
    formula: 'price x where maintenance(x) = equity(x)',
    source: 'docs/margin-liquidation-price.md',
  },
  liquidationDistance: {
    title: 'Distance to liquidation',
    labels: ['Distance'],
    sentences: [
      'How far the nearest liquidation price is from the present price, as a fraction of it.',
      'It says nothing of how likely such a move is: the chance of a call does.',
    ],
    formula: '|liquidation price − price| ÷ price',
    source: 'docs/margin-liquidation-price.md',
  },
  bankruptcyPrice: {
    title: 'Bankruptcy price',
    labels: ['Equity gone below'],
    sentences: [
      'The price of one underlying at which the equity of the account is nothing while nothing else moves.',
      'Between it and the liquidation price lies what a venue has to close the account with.',
    ],
    formula: 'price x where equity(x) = 0',
    source: 'docs/margin-liquidation-price.md',
  },
  houseNeed: {
    title: 'House need',
    labels: ['House need (ES)'],
    sentences: [
      'What all accounts as one netted book need by the house’s policy: an expected shortfall and charges.',
      'It is never added to what the venues demand.',
    ],
    formula: 'expected shortfall of the netted book + charges',
    source: 'docs/house-need.md',
  },
  saving: {
    title: 'Capital saved by netting',
    labels: ['Saved by netting'],
    sentences: [
      'What the venues demand initially beyond what the netted book needs.',
      'Nobody pays it out: it is capital that one margin account across venues would set free.',
    ],
    formula: 'Σ initial margins of the venues − house need',
    source: 'docs/house-need.md',
  },
  valueAtRisk: {
    title: 'Value at risk',
    labels: ['VaR'],
    sentences: [
      'The loss over one day that is not exceeded with the stated confidence, by revaluing the book over filtered history.',
      'It says where the tail begins, not how bad it is.',
    ],
    formula: 'the loss of rank ⌈n p⌉ from the worst of n outcomes, p = 1 − confidence',
    source: 'docs/risk.md; Barone-Adesi, Giannopoulos & Vosper (1999); Hull & White (1998)',
  },
  expectedShortfall: {
    title: 'Expected shortfall',
    labels: ['ES'],
    sentences: [
      'The mean loss over one day in the worst cases beyond the stated confidence.',
      'Unlike value at risk it never grows by putting two books together.',
    ],
    formula: 'mean of the worst p of the outcomes, p = 1 − confidence',
    source: ACERBI,
  },
  contribution: {
    title: 'Contribution',
    labels: ['Of the whole', 'Adds'],
    sentences: [
      'The part of the book’s expected shortfall that one underlying, account or venue brings.',
      'Contributions add up to the whole, and one below zero offsets the others.',
    ],
    formula: 'mean P&L of the part over the worst outcomes of the whole, sign turned',
    source: TASCHE,
  },
  worstStress: {
    title: 'Worst stress',
    labels: [],
    sentences: [
      'The largest loss of the book over the stress scenarios that are in use.',
      'A scenario is a tale of what could happen and has no probability.',
    ],
    formula: 'least P&L over the scenarios',
    source: 'docs/stress.md',
  },
  delta: {
    title: 'Net delta',
    labels: ['Delta'],
    sentences: [
      'What the book gains when the underlying rises by 100 %, to first order: the value of the same holding of it in spot.',
      'Long and short positions at every venue are netted in it.',
    ],
    formula: 'Σ quantity × multiplier × ∂V/∂S × S',
    source: BLACK,
  },
  gross: {
    title: 'Gross delta',
    labels: [],
    sentences: [
      'The sum of the absolute deltas of all positions.',
      'It is what the delta would be if nothing netted.',
    ],
    formula: 'Σ |delta|',
    source: 'docs/house-need.md',
  },
  gamma: {
    title: 'Gamma',
    labels: [],
    sentences: [
      'How much the delta changes when the underlying rises by 1 %.',
      'Below zero a move either way makes the position worse than its delta says.',
    ],
    formula: 'change of delta per +1 % of S',
    source: BLACK,
  },
  vega: {
    title: 'Vega',
    labels: [],
    sentences: [
      'What the book gains when every implied volatility rises by one point, as from 50 % to 51 %.',
      'Below zero the book is short of options and loses when markets become nervous.',
    ],
    formula: '∂V/∂σ × 0.01',
    source: BLACK,
  },
  theta: {
    title: 'Theta',
    labels: [],
    sentences: [
      'What the book gains over the next day while nothing moves.',
      'Options that are held lose by it, and options that are written gain.',
    ],
    formula: 'V(t + 1 day) − V(t)',
    source: BLACK,
  },
  notional: {
    title: 'Notional',
    labels: [],
    sentences: [
      'The size of positions at the present price, without their sign.',
      'It is no measure of risk: an option far from its strike counts as much as a future.',
    ],
    formula: 'Σ |quantity| × multiplier × price',
    source: 'docs/risk.md',
  },
  pnl: {
    title: 'Unrealised P&L',
    labels: [],
    sentences: [
      'What positions would gain against their entry prices if they were closed at their marks.',
      'Positions without a known entry price are listed as lacking, not counted as zero.',
    ],
    formula: 'Σ quantity × multiplier × (mark − entry); inverse contracts in their coin',
    source: 'docs/risk.md',
  },
  mark: {
    title: 'Mark',
    labels: [],
    sentences: [
      'The price at which the venue values a contract for margin and profit.',
      'It follows an index or a model, so that a single odd trade liquidates nobody.',
    ],
    formula: 'as the venue states it, in the unit beside it',
    source: VENUES,
  },
  age: {
    title: 'Oldest price',
    labels: [],
    sentences: [
      'How old the oldest price is that a figure rests on.',
      'A price older than a day is stale, and is marked so.',
    ],
    formula: 'as of − time of the oldest price',
    source: 'docs/feeds.md',
  },
  quantity: {
    title: 'Contracts',
    labels: ['Positions'],
    sentences: [
      'How much of an instrument is held, in the venue’s own contracts.',
      'Long is positive and short is negative; a count of positions has no sign.',
    ],
    formula: 'as the statement says',
    source: 'docs/generic-csv.md',
  },
  warnings: {
    title: 'Warnings',
    labels: ['Level'],
    sentences: [
      'How many accounts have reached a level of the limits, and how many faults of the data there are.',
      'A level ends only when the ratio is a little below where it began, so that it does not flicker.',
    ],
    formula: 'margin ratio against the limits, with hysteresis',
    source: CALLS,
  },
};

const byLabel: ReadonlyMap<string, MeasureHelp> = new Map(
  Object.values(measureHelp).flatMap((help) =>
    [help.title, ...help.labels].map((label) => [label, help] as const),
  ),
);

/** What a heading names: `VaR 99 %` and `Net delta (USD)` are read without their ends; null: no measure of ours. */
export const measureHeaded = (heading: string): MeasureHelp | null =>
  byLabel.get(heading.replace(/ (\(|\d).*$/s, '').trim()) ?? byLabel.get(heading) ?? null;

/** Both sentences and the source, as one text beside a heading. */
export const helpText = ({ sentences, source }: MeasureHelp): string =>
  `${sentences.join(' ')} (${source})`;

/** The same of a heading; undefined where it names no measure, so that nothing stands beside it. */
export const headingHelp = (heading: string): string | undefined => {
  const help = measureHeaded(heading);
  return help === null ? undefined : helpText(help);
};
