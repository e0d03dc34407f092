import type { MethodMeasure, MethodReport, RiskMethod } from '../../engine/contract/methods.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

/** What each method is called. */
const methodNames: Readonly<Record<RiskMethod, string>> = {
  filtered: 'Filtered historical',
  plain: 'Historical',
  'age-weighted': 'Age-weighted',
  'cornish-fisher': 'Cornish–Fisher',
  parametric: 'Parametric',
  'delta-gamma': 'Delta-gamma',
  copula: 'Student-t copula',
};

const amount = (value: number): Cell => ({ value, text: money(value) });

function interval({ low, high }: MethodMeasure): string {
  if (low === null && high === null) return '';
  if (low === null) return `up to ${money(high ?? 0)}`;
  return high === null ? `from ${money(low)}` : `${money(low)} to ${money(high)}`;
}

const row = (one: MethodMeasure): readonly Cell[] => [
  methodNames[one.method],
  { value: one.horizon, text: `${one.horizon} d` },
  percent(1 - Number(one.tail)),
  amount(one.valueAtRisk),
  interval(one),
  one.expectedShortfall === null ? 'not shown' : amount(one.expectedShortfall),
  one.standardError === null ? '' : { value: one.standardError, text: money(one.standardError) },
  one.scenario,
  one.note,
];

/** What a slice could lose by every method, and what gives no number. */
export const methodSheets = ({ measures, failed, notes }: MethodReport): readonly Sheet[] => [
  {
    title: 'VaR and expected shortfall',
    columns: [
      left('Method'),
      right('Horizon'),
      right('Confidence'),
      right('VaR'),
      right('95 % interval'),
      right('ES'),
      right('± 1 s.e.'),
      left('Day'),
      left('Note'),
    ],
    rows: measures.map(row),
    note: ['positions do not age and volatilities stay over the horizon', ...notes].join('; '),
  },
  ...(failed.length === 0
    ? []
    : [
        {
          title: 'No number',
          columns: [left('Method'), right('Horizon'), left('Why')],
          rows: failed.map(({ method, horizon, failure }) => [
            methodNames[method],
            `${horizon} d`,
            failure.message,
          ]),
        },
      ]),
];
