import type {
  BacktestedMethod,
  BacktestMethod,
  BacktestReport,
  BacktestTest,
} from '../../../engine/contract/backtest.ts';
import type { TimeSeries } from '../../charts/time-line.tsx';
import { confidenceText, decimal, wholeMoney } from '../../format/figures.ts';
import { counted } from '../../format/words.ts';

export const methodWords: Readonly<Record<BacktestMethod, string>> = {
  filtered: 'Filtered historical',
  plain: 'Historical',
};

export const testWords: Readonly<Record<BacktestTest['name'], string>> = {
  kupiec: 'Kupiec: number',
  independence: 'Christoffersen: clustering',
  conditional: 'Christoffersen: both of these',
  'traffic-light': 'Traffic light',
  'shortfall-z1': 'Acerbi–Szekely Z1: size',
  'shortfall-z2': 'Acerbi–Szekely Z2: both',
};

export const answerWords = ({ rejects }: BacktestTest): string =>
  rejects === null ? 'no answer' : rejects ? 'rejected' : 'not rejected';

/** P&L with minus the VaR that was forecast for it; exceptions are marked. */
export const backtestSeries = (
  { days, pnl }: BacktestReport,
  { valueAtRisk, exceptions }: BacktestedMethod,
): TimeSeries => ({
  times: days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000),
  values: [...pnl],
  limits: [],
  lines: [{ values: Array.from(valueAtRisk, (loss) => -loss), dash: [] }],
  marked: new Set(exceptions),
});

/** What the chart shows, in words. */
export function backtestSummary(
  { days, varTail }: BacktestReport,
  { method, exceptions, expected }: BacktestedMethod,
): string {
  return (
    `${counted(days.length, 'day')} from ${days[0]} to ${days.at(-1)}: ${exceptions.length} lost more than ` +
    `VaR ${confidenceText(varTail)} of the day before, ${decimal(expected, 1)} expected (${methodWords[method]}).`
  );
}

/** One day in words. */
export function backtestReading(
  { days, pnl }: BacktestReport,
  { valueAtRisk, exceptions }: BacktestedMethod,
  index: number,
): string {
  const worse = exceptions.includes(index) ? ', more than value at risk' : '';
  return `${days[index]}: ${wholeMoney(pnl[index] ?? 0)}; VaR ${wholeMoney(valueAtRisk[index] ?? 0)}${worse}.`;
}
