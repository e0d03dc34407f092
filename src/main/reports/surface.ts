import type { ExpirySlice, SurfaceView } from '../../engine/contract/surface.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';
import { day, digits, none, percent } from './surface-cells.ts';
import { calendarSheet, marksSheet, modelsSheet } from './surface-checks.ts';

const known = (of: Outcome<number>): Cell => (of.ok ? percent(of.value) : none);

const count = (x: number): Cell => ({ value: x, text: String(x) });

function quotesSheet(slices: readonly ExpirySlice[]): Sheet {
  return {
    title: 'Quotes and forwards',
    columns: [
      left('Expiry'),
      right('Options'),
      right('Fitted'),
      right('In the money'),
      right('Left out'),
      right('Forward'),
      left('From'),
      right('Parity - stated'),
      right('Mark parity'),
      right('Stated volatility'),
      left('Left out because'),
    ],
    rows: slices.map(({ leftOut, forward, ...slice }) => [
      day(slice.expiry),
      count(slice.options),
      count(slice.points.length),
      count(slice.inTheMoney),
      count(leftOut.reduce((sum, one) => sum + one.count, 0)),
      forward.ok ? digits(forward.value.value, 8) : none,
      forward.ok ? forward.value.source : forward.failure.message,
      forward.ok && forward.value.difference !== null ? percent(forward.value.difference, 3) : none,
      slice.markParity.ok ? percent(slice.markParity.value.median, 3) : none,
      slice.statedCheck.ok ? percent(slice.statedCheck.value.median) : none,
      leftOut.map((one) => `${one.why} ${one.count}`).join(', '),
    ]),
    note: 'mark parity: call less put of the marks, by the forward; stated volatility: less the one in the mark (medians of sizes)',
  };
}

function numbersSheet({ slices, thirtyDays }: SurfaceView): Sheet {
  return {
    title: 'Volatilities of the fit',
    columns: [
      left('Expiry'),
      right('At the money'),
      right('25-delta reversal'),
      right('25-delta butterfly'),
      right('RMS to mids'),
      right('Inside bid and ask'),
      right('Worst strike'),
      right('by'),
      left('Not fitted because'),
    ],
    rows: slices.map(({ expiry, fit }) => {
      if (!fit.ok)
        return [day(expiry), none, none, none, none, none, none, none, fit.failure.message];
      const { numbers, quality } = fit.value;
      return [
        day(expiry),
        known(numbers.atTheMoney),
        known(numbers.riskReversal25),
        known(numbers.butterfly25),
        percent(quality.weightedRms),
        `${quality.inside} of ${quality.points}`,
        digits(quality.worst.strike, 8),
        percent(quality.worst.residual),
        '',
      ];
    }),
    note: thirtyDays.ok
      ? `at the money at 30 days: ${(100 * thirtyDays.value).toFixed(2)} %`
      : `at the money at 30 days: ${thirtyDays.failure.message}`,
  };
}

/** A surface as tables. */
export function surfaceSheets(of: SurfaceView): readonly Sheet[] {
  const title = `${of.underlying} at ${of.market}, settled in ${of.settlement}`;
  return [
    quotesSheet(of.slices),
    numbersSheet(of),
    modelsSheet(of),
    calendarSheet(of),
    marksSheet(of),
  ].map((sheet) => ({ ...sheet, title: `${title}: ${sheet.title}` }));
}
