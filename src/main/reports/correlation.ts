import type {
  CorrelationAnswer,
  CorrelationComparison,
  CorrelationDifference,
  CorrelationModel,
  CorrelationWhatIf,
  CorrelationWorth,
  PairAnswer,
  PairWorth,
  Repair,
  Shifted,
} from '../../engine/contract/correlation.ts';
import type { Asset } from '../../engine/values/ids.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const modelNames: Readonly<Record<CorrelationModel, string>> = {
  sample: 'sample',
  ewma: 'EWMA',
  pairwise: 'sample, pair by pair over gaps',
  'shrunk-to-constant-correlation': 'Ledoit–Wolf, to constant correlation',
  'shrunk-to-identity': 'Ledoit–Wolf, to identity',
  'shrunk-nonlinearly': 'Ledoit–Wolf, nonlinear',
  'shrunk-by-oracle': 'OAS, to identity',
  'shrunk-by-quadratic-inverse': 'quadratic-inverse shrinkage',
  dynamic: 'DCC',
};

const signed = (x: number): string => `${x < 0 ? '−' : x > 0 ? '+' : ''}${Math.abs(x).toFixed(2)}`;

const rho = (value: number, mark = ''): Cell => ({ value, text: signed(value) + mark });

const amount = (value: number): Cell => ({ value, text: money(value) });

const pairName = ([a, b]: readonly [Asset, Asset]): string => `${a}, ${b}`;

function square(
  title: string,
  assets: readonly Asset[],
  cell: (at: number, diagonal: boolean) => Cell,
  note: string,
): Sheet {
  const n = assets.length;
  return {
    title,
    columns: [left('Asset'), ...assets.map(right)],
    rows: assets.map((asset, i) => [asset, ...assets.map((_, j) => cell(i * n + j, i === j))]),
    note,
  };
}

function repairWords(repair: Repair | null): string {
  return repair === null
    ? 'positive semidefinite as it is'
    : `not positive semidefinite (least eigenvalue ${repair.least.toExponential(2)}): the nearest correlation matrix, ${repair.distance.toFixed(4)} away, largest change ${repair.largest.toFixed(4)} of ${pairName(repair.pair)}`;
}

function basis(of: CorrelationAnswer): string {
  return [
    `${of.observations} joint returns, ${of.from} to ${of.to}, worth ${Math.round(of.effectiveDays)} days`,
    `${of.significantPairs} of ${of.pairs} pairs told from 0 at 95 %`,
    ...(of.intensity === null ? [] : [`weight of the target ${of.intensity.toFixed(4)}`]),
    ...(of.dynamics === null
      ? []
      : [`news ${of.dynamics.news.toFixed(4)}, memory ${of.dynamics.memory.toFixed(4)}`]),
    repairWords(of.repair),
    `least eigenvalue ${of.leastEigenvalue.toPrecision(3)}`,
    ...of.notes,
  ].join('; ');
}

const answerSheets = (of: CorrelationAnswer): readonly Sheet[] => [
  square(
    `Correlation, ${modelNames[of.choice.model]}`,
    of.assets,
    (at, diagonal) => rho(of.matrix[at]!, diagonal || of.significant[at] === 1 ? '' : ' ?'),
    `${basis(of)}; "?" is not told from 0`,
  ),
  ...(of.excluded.length === 0
    ? []
    : [
        {
          title: 'Left out',
          columns: [left('Asset'), left('Why')],
          rows: of.excluded.map(({ asset, reason }) => [asset, reason]),
        },
      ]),
];

const differenceSheet = (of: CorrelationDifference): Sheet =>
  square(
    'First less second',
    of.assets,
    (at) => rho(of.matrix[at]!, of.apart[at] === 1 ? ' !' : ''),
    `"!" marks intervals that do not meet: ${of.apartPairs} pairs${
      of.pair === null ? '' : `; largest ${signed(of.largest)}, ${pairName(of.pair)}`
    }`,
  );

export const comparisonSheets = ({
  first,
  second,
  difference,
}: CorrelationComparison): readonly Sheet[] => [
  ...answerSheets(first),
  ...(second === null ? [] : answerSheets(second)),
  ...(difference === null ? [] : [differenceSheet(difference)]),
];

export const pairSheets = (of: PairAnswer): readonly Sheet[] => [
  {
    title: `${pairName(of.pair)}: correlation ${signed(of.correlation)}, 95 % ${signed(of.low)} to ${signed(of.high)}, ${of.days.length} joint returns`,
    columns: [
      left('Tail'),
      right('Days in it'),
      right('Both'),
      right('Share'),
      left('95 % interval'),
      right('Normal copula'),
    ],
    rows: of.tails.map((tail) => [
      `${tail.side} ${percent(tail.tail)}`,
      { value: tail.days, text: `${tail.days}` },
      { value: tail.both, text: `${tail.both}` },
      { value: tail.share, text: percent(tail.share) },
      `${percent(tail.low)} to ${percent(tail.high)}`,
      { value: tail.normal, text: percent(tail.normal) },
    ]),
    ...(of.notes.length === 0 ? {} : { note: of.notes.join('; ') }),
  },
  {
    title: `Rolling correlation of ${of.rolling.window} returns`,
    columns: [left('Day'), right('Correlation'), left('95 % interval')],
    rows: everyMonth(of).map((at) => [
      of.rolling.days[at]!,
      rho(of.rolling.values[at]!),
      `${signed(of.rolling.low[at]!)} to ${signed(of.rolling.high[at]!)}`,
    ]),
    note: 'the last day of each month',
  },
];

const everyMonth = ({ rolling: { days } }: PairAnswer): readonly number[] =>
  [...days.keys()].filter((at) => days[at]!.slice(0, 7) !== days[at + 1]?.slice(0, 7));

export const pairWorthSheets = (pairs: readonly PairWorth[]): readonly Sheet[] => [
  {
    title: 'What offsets are worth',
    columns: [
      left('Pair'),
      left('What it is'),
      right('Alone'),
      right('Alone'),
      right('Together'),
      right('Worth'),
      right('Hedge takes off'),
      right('Correlation'),
      right('Breaks even'),
      left('Note'),
    ],
    rows: pairs.map((of) => [
      pairName(of.pair),
      of.kind,
      amount(of.alone[0]),
      amount(of.alone[1]),
      amount(of.together),
      amount(of.worth),
      amount(of.hedgeWorth),
      rho(of.correlation),
      of.breakEven === null ? 'never' : rho(of.breakEven),
      of.note,
    ]),
    note: 'expected shortfall at the house’s tail, the pair by itself',
  },
  {
    title: 'If the pair alone were decorrelated, the whole book',
    columns: [left('Pair'), right('ES'), right('ES, house tail'), right('House need')],
    rows: pairs.map(({ pair, relies }) => [
      pairName(pair),
      amount(relies.expectedShortfall),
      amount(relies.houseShortfall),
      amount(relies.need),
    ]),
    note: 'more (less where negative) than now',
  },
  {
    title: 'Worst window of history',
    columns: [
      left('Pair'),
      left('From'),
      left('To'),
      right('Correlation then'),
      right('now'),
      right('Together then'),
      right('now'),
      right('Apart then'),
      right('now'),
      right('Drawdown'),
      right('of a leg alone'),
    ],
    rows: pairs.flatMap(({ pair, worstWindow: of }) =>
      of === null
        ? []
        : [
            [
              pairName(pair),
              of.from,
              of.to,
              rho(of.correlation.past),
              rho(of.correlation.now),
              amount(of.together.past),
              amount(of.together.now),
              amount(of.apart.past),
              amount(of.apart.now),
              amount(of.drawdown),
              amount(of.drawdownAlone),
            ],
          ],
    ),
    note: 'the 90 days in which most of what the two lose apart was lost together; expected shortfall, tail 0.05; positions of today',
  },
];

export const worthSheets = (of: CorrelationWorth): readonly Sheet[] => [
  {
    title: 'From decorrelated to all one',
    columns: [
      right('Multiplier'),
      right(`ES, tail ${of.tail}`),
      right(`ES, tail ${of.houseTail}`),
      right('House need'),
    ],
    rows: of.curve.map((point) => [
      { value: point.multiplier, text: point.multiplier.toFixed(2) },
      amount(point.expectedShortfall),
      amount(point.houseShortfall),
      amount(point.need),
    ]),
    note: [
      '0 is no correlation, 1 as they are, 2 all one; above 1 each goes that part of the way',
      `${of.outcomes} outcomes`,
      ...of.notes,
    ].join('; '),
  },
  ...pairWorthSheets(of.pairs),
];

const shifted = (title: string, { now, under }: Shifted): readonly Cell[] => [
  title,
  amount(now),
  amount(under),
  amount(under - now),
];

export const whatIfSheets = (of: CorrelationWhatIf): readonly Sheet[] => [
  {
    title: 'The book under the edited correlations',
    columns: [left('Figure'), right('Now'), right('What if'), right('Change')],
    rows: [
      shifted('Expected shortfall', of.expectedShortfall),
      shifted('Expected shortfall, house tail', of.houseShortfall),
      shifted('House need', of.need),
    ],
    note: [repairWords(of.repair), ...of.notes].join('; '),
  },
  square('Correlations used', of.assets, (at) => rho(of.used[at]!), 'what the figures rest on'),
  square('Asked less now', of.assets, (at) => rho(of.asked[at]! - of.now[at]!), 'the edits'),
  square(
    'Used less asked',
    of.assets,
    (at) => rho(of.used[at]! - of.asked[at]!),
    'what making it a correlation matrix changed',
  ),
];
