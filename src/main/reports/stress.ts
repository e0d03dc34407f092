import type {
  AssetMove,
  CascadeResult,
  ReverseStress,
  StressedAccount,
  StressResult,
  SystemicReport,
} from '../../engine/contract/stress.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { money, percent, total } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

/** One digit after the mark, more of a move that is small but not 0. */
function signed(move: number): string {
  const size = Math.abs(move);
  const text = size > 0 && size < 0.001 ? `${(size * 100).toPrecision(2)} %` : percent(size);
  return `${move < 0 ? '−' : '+'}${text}`;
}
const amount = (value: number): Cell => ({ value, text: money(value) });

const ratioCell = (ratio: StressedAccount['ratioAfter']): Cell =>
  ratio.ok ? { value: ratio.value, text: percent(ratio.value) } : ratio.failure.message;

const struck = ({ accounts }: StressResult): string =>
  accounts
    .filter(({ state }) => state !== 'ok' && state !== 'unknown')
    .map(({ name, state }) => `${name}: ${state}`)
    .join('; ');

/** Every scenario in a line. */
export const scenariosSheet = (results: readonly StressResult[], reporting: string): Sheet => ({
  title: `Stress scenarios, ${reporting}`,
  columns: [
    left('Scenario'),
    left('Kind'),
    left('Id'),
    right('Change of equity'),
    left('Accounts then'),
  ],
  rows: results.map((of) => [
    of.name,
    of.kind,
    of.id,
    of.change.amount === null
      ? total(of.change)
      : { value: of.change.amount, text: total(of.change) },
    struck(of),
  ]),
});

const moveWords = ({ asset, move, origin, note }: AssetMove): readonly Cell[] => [
  asset,
  { value: move, text: signed(move) },
  origin,
  note,
];

/** One scenario: what moves, and every account before and after. */
export const scenarioSheets = (of: StressResult): readonly Sheet[] => [
  {
    title: `${of.name}: what moves`,
    columns: [left('Asset'), right('Move'), left('From'), left('Note')],
    rows: of.moves.map(moveWords),
    note: [`volatility × ${of.volatility}`, of.source, of.note]
      .filter((one) => one !== '')
      .join('. '),
  },
  {
    title: `${of.name}: accounts`,
    columns: [
      left('Account'),
      right('Change of equity'),
      right('Ratio before'),
      right('Ratio after'),
      left('State'),
    ],
    rows: of.accounts.map(({ name, change, ratioBefore, ratioAfter, state }) => [
      name,
      change.ok ? amount(change.value) : `unknown (${change.failure.reason})`,
      ratioCell(ratioBefore),
      ratioCell(ratioAfter),
      state,
    ]),
  },
];

const movesText = (moves: readonly { readonly asset: string; readonly move: number }[]): string =>
  moves.map(({ asset, move }) => `${asset} ${signed(move)}`).join(', ');

/** The most plausible moves that use each account up. */
export function reverseSheet(found: Outcome<readonly ReverseStress[]>): Sheet {
  const title = 'Reverse stress: the most plausible move to each end';
  if (!found.ok)
    return { title, columns: [left('Not worked out')], rows: [[found.failure.message]] };
  return {
    title,
    columns: [
      left('Account'),
      left('End'),
      right('Daily deviations'),
      right('Days as far'),
      left('Moves'),
    ],
    rows: found.value.map(({ name, until, found: one }) =>
      one.ok
        ? [
            name,
            until,
            { value: one.value.distance, text: one.value.distance.toFixed(1) },
            `${one.value.days} of ${one.value.ofDays}`,
            [
              movesText(one.value.moves),
              one.value.still.length === 0 ? '' : `without history: ${one.value.still.join(', ')}`,
            ]
              .filter((words) => words !== '')
              .join('; '),
          ]
        : [name, until, '', '', one.failure.message],
    ),
    note: 'By Mahalanobis distance at today’s volatility and correlation; volatilities of options stay',
  };
}

export function systemicSheet(found: Outcome<SystemicReport>, reporting: string): Sheet {
  const title = `Losses that go together, ${reporting}`;
  if (!found.ok)
    return { title, columns: [left('Not worked out')], rows: [[found.failure.message]] };
  const { accounts, days, absorption, tail } = found.value;
  const worst = percent(Number(tail));
  return {
    title,
    columns: [
      left('Account'),
      right(`Mean loss on the book’s worst ${worst} of days`),
      right('ΔCoVaR of the book'),
    ],
    rows: accounts.map(({ name, onBadDays, deltaConditional }) => [
      name,
      amount(onBadDays),
      amount(deltaConditional),
    ]),
    note: [
      `a ranking over ${days} days, no more`,
      absorption.ok
        ? `absorption ratio ${percent(absorption.value.ratio)}: the share of the variance in the first fifth of the factors (${absorption.value.factors} of ${absorption.value.assets})`
        : absorption.failure.message,
    ].join('; '),
  };
}

/** A cascade round by round. */
export const cascadeSheet = ({
  shock,
  steps,
  final,
  shortfall,
  unknown,
}: CascadeResult): Sheet => ({
  title: `Cascade after ${movesText(shock.filter(({ move }) => move !== 0))}`,
  columns: [
    left('Round'),
    left('Liquidated'),
    left('Sold'),
    left('Price impact'),
    right('Shortfall'),
  ],
  rows: steps.map((step, i) => [
    String(i + 1),
    step.accounts.join(', '),
    step.sold.map(({ asset, units }) => `${Number(units.toPrecision(6))} ${asset}`).join(', '),
    movesText(step.sold),
    amount(step.shortfall),
  ]),
  note: [
    steps.length === 0
      ? 'nobody is liquidated'
      : `in the end ${movesText(final)}; shortfall ${money(shortfall)}`,
    ...(unknown.length > 0 ? [`not in it, for lack of figures: ${unknown.join(', ')}`] : []),
  ].join('. '),
});
