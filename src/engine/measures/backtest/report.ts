import {
  backtestMethods,
  type BacktestBook,
  type BacktestedMethod,
  type BacktestMethod,
  type BacktestReport,
} from '../../contract/backtest.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { MeasureSettings } from '../../model/parameters.ts';
import { isoDay } from '../../values/days.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { expectedShortfall } from '../expected-shortfall.ts';
import { settledTail, tailCount } from '../tail.ts';
import { rollingForecasts, type Epoch, type Rolling } from './rolling.ts';
import { jointScores, scoreDuel } from './scores.ts';
import { backtests } from './tests.ts';
import { trafficLight } from './traffic-light.ts';

export type BacktestSettings = {
  readonly book: BacktestBook;
  readonly methods: readonly BacktestMethod[];
  readonly draws: number;
  readonly seed: number;
};

export const usualBacktest: BacktestSettings = {
  book: 'today',
  methods: backtestMethods,
  draws: 1_000,
  seed: 5489,
};

/** Simulated days beyond which fewer histories are drawn, but never fewer than these. */
const MOST_WORK = 500_000;
const FEWEST_DRAWS = 200;

/** Days whose scores may hang together in the comparison of two methods. */
const LAGS = 5;

/** VaR of outcomes in order, worst first. */
function quantileOf(sorted: Float64Array, tail: string): number {
  return 0 - sorted[tailCount(sorted.length, settledTail(tail)).rank - 1]!;
}

/**
 * How VaR and expected shortfall of a book did on past days, by each method, with what each test
 * could have seen at this number of days.
 */
export function backtestReport(
  epochs: readonly Epoch[],
  history: readonly PriceSeries[],
  measures: MeasureSettings,
  settings: BacktestSettings,
): Outcome<BacktestReport> {
  const rolled = rollingForecasts(epochs, history, measures);
  if (!rolled.ok) return rolled;
  const { days, pnl, netted, left, notes } = rolled.value;
  const draws = Math.min(
    settings.draws,
    Math.max(FEWEST_DRAWS, Math.floor(MOST_WORK / pnl.length)),
  );
  const simulation = { draws, seed: settings.seed };
  const judged = settings.methods.map((method) =>
    judgedMethod(method, rolled.value, measures, simulation),
  );
  const [first, second] = judged;
  const typical =
    (first?.report.valueAtRisk ?? pnl).reduce((sum, x) => sum + Math.abs(x), 0) / pnl.length;
  const error = pnl.reduce((most, x, t) => Math.max(most, Math.abs(x - netted[t]!)), 0);
  return ok({
    book: settings.book,
    varTail: measures.varTail,
    shortfallTail: measures.shortfallTail,
    days: Array.from(days, isoDay),
    pnl,
    methods: judged.map(({ report }) => report),
    duel:
      first === undefined || second === undefined
        ? fail('not-applicable', 'one method alone is tested')
        : duelOf(first, second),
    draws,
    interpolation: typical > 0 ? error / typical : 0,
    notes: [
      ...notes,
      ...(left.length > 0
        ? [
            `in no figure for lack of history: ${[...new Set(left.map(({ label }) => label))].join(', ')}`,
          ]
        : []),
    ],
  });
}

type Judged = {
  readonly report: BacktestedMethod;
  readonly scores: Outcome<Float64Array>;
};

function judgedMethod(
  method: BacktestMethod,
  { pnl, outcomes }: Rolling,
  { varTail, shortfallTail }: MeasureSettings,
  simulation: { readonly draws: number; readonly seed: number },
): Judged {
  const own = outcomes[method];
  const valueAtRisk = Float64Array.from(own, (one) => quantileOf(one, varTail));
  const shortfall = {
    valueAtRisk: Float64Array.from(own, (one) => quantileOf(one, shortfallTail)),
    expectedShortfall: Float64Array.from(own, (one) => expectedShortfall(one, shortfallTail).value),
  };
  const p = settledTail(varTail).value;
  const exceptions = [...pnl.keys()].filter((t) => pnl[t]! < -valueAtRisk[t]!);
  const losing = shortfall.expectedShortfall.every((one) => one > 0);
  const scores: Outcome<Float64Array> = losing
    ? ok(jointScores({ pnl, ...shortfall }, settledTail(shortfallTail).value))
    : fail(
        'not-applicable',
        'on some day even the tail was forecast to gain: the score has no value',
      );
  const tests = backtests(
    { outcomes: own, pnl, valueAtRisk, shortfall, varTail, shortfallTail },
    simulation,
  );
  return {
    scores,
    report: {
      method,
      valueAtRisk,
      expectedShortfall: shortfall.expectedShortfall,
      exceptions,
      expected: p * pnl.length,
      zone: trafficLight(exceptions.length, pnl.length, p),
      // Z needs a shortfall that is a loss.
      tests: losing
        ? tests
        : tests.map((test) =>
            test.name === 'shortfall-z1' || test.name === 'shortfall-z2'
              ? { ...test, statistic: null, pValue: null, rejects: null, power: [] }
              : test,
          ),
      score: scores.ok ? ok(scores.value.reduce((sum, x) => sum + x, 0) / pnl.length) : scores,
    },
  };
}

function duelOf(first: Judged, second: Judged): BacktestReport['duel'] {
  if (!first.scores.ok) return first.scores;
  if (!second.scores.ok) return second.scores;
  const found = scoreDuel(first.scores.value, second.scores.value, LAGS);
  return found.ok
    ? ok({
        better: (found.value.statistic < 0 ? first : second).report.method,
        ...found.value,
      })
    : found;
}
