import type {
  BacktestedMethod,
  BacktestMethod,
  BacktestReport,
  BacktestTest,
} from '../../engine/contract/backtest.ts';
import { money, percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const methodNames: Readonly<Record<BacktestMethod, string>> = {
  filtered: 'Filtered historical',
  plain: 'Historical',
};

const testNames: Readonly<Record<BacktestTest['name'], string>> = {
  kupiec: 'Kupiec: as many as forecast',
  independence: 'Christoffersen: independent',
  conditional: 'Christoffersen: both',
  'traffic-light': 'Traffic light',
  'shortfall-z1': 'Acerbi–Szekely Z1',
  'shortfall-z2': 'Acerbi–Szekely Z2',
};

const decimal = (x: number | null, digits: number): Cell =>
  x === null ? 'none' : { value: x, text: x.toFixed(digits).replace('-', '−') };

const verdict = ({ rejects }: BacktestTest): string =>
  rejects === null ? 'no answer' : rejects ? 'rejected' : 'not rejected';

const mean = (values: Float64Array): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

function summary(report: BacktestReport): Sheet {
  const { days, methods, varTail, shortfallTail, duel } = report;
  return {
    title: `${days.length} days, ${days[0]} to ${days.at(-1)}, ${report.book === 'today' ? 'today’s book on every day' : 'the book held on each day'}`,
    columns: [
      left('Method'),
      right(`Mean VaR ${percent(1 - Number(varTail))}`),
      right(`Mean ES ${percent(1 - Number(shortfallTail))}`),
      right('Exceptions'),
      right('Expected'),
      left('Traffic light'),
      right('Score'),
    ],
    rows: methods.map((one) => [
      methodNames[one.method],
      { value: mean(one.valueAtRisk), text: money(mean(one.valueAtRisk)) },
      { value: mean(one.expectedShortfall), text: money(mean(one.expectedShortfall)) },
      { value: one.exceptions.length, text: String(one.exceptions.length) },
      decimal(one.expected, 1),
      one.zone,
      one.score.ok ? decimal(one.score.value, 4) : one.score.failure.message,
    ]),
    note: [
      'score: Fissler–Ziegel, the smaller the better',
      duel.ok
        ? `better: ${methodNames[duel.value.better]}, difference ${duel.value.statistic.toFixed(2)} standard errors, p ${duel.value.pValue.toFixed(3)}`
        : duel.failure.message,
    ].join('; '),
  };
}

function testSheet({ method, tests }: BacktestedMethod): Sheet {
  const worlds = tests.find(({ power }) => power.length > 0)?.power ?? [];
  return {
    title: `${methodNames[method]}: tests at 5 %, and how often each would reject`,
    columns: [
      left('Test'),
      right('Statistic'),
      right('p'),
      left('Answer'),
      ...worlds.map(({ against }) => right(against)),
    ],
    rows: tests.map((test) => [
      testNames[test.name],
      decimal(test.statistic, 2),
      decimal(test.pValue, 3),
      verdict(test),
      ...test.power.map(({ power }): Cell => ({ value: power, text: percent(power) })),
    ]),
  };
}

function exceptionSheet({ days, pnl, methods }: BacktestReport): Sheet {
  return {
    title: 'Days that lost more than their VaR',
    columns: [left('Method'), left('Day'), right('P&L'), right('VaR')],
    rows: methods.flatMap(({ method, exceptions, valueAtRisk }) =>
      exceptions.map((t) => [
        methodNames[method],
        days[t] ?? '',
        { value: pnl[t]!, text: money(pnl[t]!) },
        { value: valueAtRisk[t]!, text: money(valueAtRisk[t]!) },
      ]),
    ),
  };
}

/** How a slice's risk forecasts did, test by test. */
export const backtestSheets = (report: BacktestReport): readonly Sheet[] => [
  summary(report),
  ...report.methods.map(testSheet),
  {
    ...exceptionSheet(report),
    note: [
      'positions do not age and volatilities of options stay',
      `powers from ${report.draws} simulated histories`,
      `interpolation error at most ${percent(report.interpolation)} of the mean VaR`,
      ...report.notes,
    ].join('; '),
  },
];
