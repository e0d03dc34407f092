import type { Cover, MarginBacktest, Swings } from '../../engine/contract/margin-backtest.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

type AccountReport = { readonly name: string; readonly report: Outcome<MarginBacktest> };

const coverNames: Readonly<Record<Cover, string>> = {
  initial: 'Initial margin',
  maintenance: 'Maintenance margin',
  'house need': 'House need',
};

const swingNames: Readonly<Record<Swings['of'], string>> = {
  initial: 'Initial margin',
  'initial per notional': 'Initial margin ÷ notional',
  'house need': 'House need',
};

const times = (x: number | undefined): Cell =>
  x === undefined ? 'unknown' : { value: x, text: `× ${x.toFixed(2)}` };

function coverage(name: string, { shares, days, every, notes }: MarginBacktest): Sheet {
  return {
    title: `${name}: ${days[0]} to ${days.at(-1)}${every > 1 ? `, every ${every}th joint day` : ''}`,
    columns: [
      left('Requirement'),
      right('Loss over'),
      right('Covered'),
      right('of'),
      right('Share'),
      right('95 % interval'),
      left('Worst day'),
      right('Loss'),
      right('Required'),
    ],
    rows: shares.map(({ cover, horizon, windows, covered, share, low, high, worst }) => [
      coverNames[cover],
      { value: horizon, text: `${horizon} d` },
      { value: covered, text: String(covered) },
      { value: windows, text: String(windows) },
      { value: share, text: percent(share) },
      `${percent(low)} to ${percent(high)}`,
      worst === null ? 'all covered' : worst.day,
      worst === null ? '' : { value: worst.loss, text: money(worst.loss) },
      worst === null ? '' : { value: worst.required, text: money(worst.required) },
    ]),
    note: notes.join('; '),
  };
}

const swingSheet = (name: string, { swings }: MarginBacktest): Sheet => ({
  title: `${name}: swings of constant positions`,
  columns: [
    left('Requirement'),
    right('peak ÷ trough'),
    right('largest rise over 1'),
    right('over 5'),
    right('over 20'),
  ],
  rows: swings.map(({ of, swings: found }) =>
    found.ok
      ? [
          swingNames[of],
          times(found.value.peakToTrough),
          ...[1, 5, 20].map((over) =>
            times(found.value.rises.find((one) => one.over === over)?.ratio),
          ),
        ]
      : [swingNames[of], found.failure.message],
  ),
});

/** Every account by what its requirement would have covered; those without an answer say why. */
export function marginBacktestSheets(reports: readonly AccountReport[]): readonly Sheet[] {
  const without = reports.flatMap(({ name, report }) =>
    report.ok ? [] : [[name, report.failure.message]],
  );
  return [
    ...reports.flatMap(({ name, report }) =>
      report.ok ? [coverage(name, report.value), swingSheet(name, report.value)] : [],
    ),
    ...(without.length > 0
      ? [{ title: 'No answer', columns: [left('Account'), left('Why')], rows: without }]
      : []),
  ];
}
