import type {
  CalendarViolation,
  ExpirySlice,
  MarkAgainstFit,
  SliceFit,
  SurfaceView,
} from '../../engine/contract/surface.ts';
import { dayOf, isoDay } from '../../engine/values/days.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import type { Instant } from '../../engine/values/units.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const none = 'n/a';
const percent = (x: number, digits = 2): Cell => ({
  value: x,
  text: `${(100 * x).toFixed(digits)} %`,
});
const known = (of: Outcome<number>, digits = 2): Cell => (of.ok ? percent(of.value, digits) : none);
const digits = (x: number, count = 5): Cell => ({
  value: x,
  text: String(Number(x.toPrecision(count))),
});
const count = (x: number): Cell => ({ value: x, text: String(x) });
const day = (at: Instant): string => isoDay(dayOf(at));

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
      left('Left out because'),
    ],
    rows: slices.map(({ expiry, options, inTheMoney, leftOut, points, forward }) => [
      day(expiry),
      count(options),
      count(points.length),
      count(inTheMoney),
      count(leftOut.reduce((sum, one) => sum + one.count, 0)),
      forward.ok ? digits(forward.value.value, 8) : none,
      forward.ok ? forward.value.source : forward.failure.message,
      forward.ok && forward.value.difference !== null ? percent(forward.value.difference, 3) : none,
      leftOut.map((one) => `${one.why} ${one.count}`).join(', '),
    ]),
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

function checkText({ butterfly }: SliceFit): string {
  if (butterfly.free) return 'none';
  const stretches = butterfly.violations.map(
    ({ from, to, beyondQuotes }) =>
      `k ${from.toFixed(2)} to ${to.toFixed(2)}${beyondQuotes ? ' (beyond quotes)' : ''}`,
  );
  const wing =
    butterfly.steepestWing > 2 ? [`wing slope ${butterfly.steepestWing.toFixed(2)}`] : [];
  const low = butterfly.leastVariance < 0 ? ['negative variance'] : [];
  return [...stretches, ...wing, ...low].join(', ');
}

function modelRow(expiry: Instant, name: string, fit: SliceFit): readonly Cell[] {
  const { a, b, rho, m, sigma } = fit.smile;
  return [
    day(expiry),
    name,
    ...[a, b, rho, m, sigma].map((x) => digits(x)),
    percent(fit.quality.weightedRms),
    checkText(fit),
  ];
}

function modelsSheet({ slices, shape }: SurfaceView): Sheet {
  return {
    title: 'Raw SVI parameters and free butterflies',
    columns: [
      left('Expiry'),
      left('Model'),
      ...['a', 'b', 'rho', 'm', 'sigma', 'RMS'].map(right),
      left('Free butterflies'),
    ],
    rows: slices.flatMap(({ expiry, fit, ssvi, repaired }) => [
      ...(fit.ok ? [modelRow(expiry, fit.value.model, fit.value)] : []),
      ...(repaired === null ? [] : [modelRow(expiry, 'repaired', repaired)]),
      ...(ssvi.ok ? [modelRow(expiry, 'ssvi', ssvi.value)] : []),
    ]),
    note: shape.ok
      ? `ssvi: rho ${shape.value.rho.toFixed(4)}, eta ${shape.value.eta.toFixed(4)}, gamma ${shape.value.gamma.toFixed(4)}`
      : `ssvi: ${shape.failure.message}`,
  };
}

const violationRow = (one: CalendarViolation): readonly Cell[] => [
  day(one.earlier),
  day(one.later),
  `${one.from.toFixed(3)} to ${one.to.toFixed(3)}`,
  digits(one.at, 4),
  digits(one.variance, 3),
  percent(one.volatility),
  one.beyondQuotes ? 'beyond the quotes of one' : 'within quotes',
];

function calendarSheet({ calendar, repair }: SurfaceView): Sheet {
  const after =
    repair === null
      ? 'nothing to repair'
      : `after repair: ${repair.calendar.length} free calendar spreads, ${repair.butterflies} smiles with free butterflies`;
  return {
    title: 'Free calendar spreads of the fit',
    columns: [
      left('Earlier'),
      left('Later'),
      left('k'),
      right('Worst k'),
      right('Variance'),
      right('Volatility'),
      left('Where'),
    ],
    rows: calendar.map(violationRow),
    note: after,
  };
}

const markRow = ({ instrument, why, difference }: MarkAgainstFit): readonly Cell[] => [
  instrument,
  why,
  digits(difference.mark),
  digits(difference.toFit, 3),
  difference.toMid === null ? none : digits(difference.toMid, 3),
  difference.volatilityToFit === null ? none : percent(difference.volatilityToFit),
  difference.z === null ? none : digits(difference.z, 3),
];

const mostMarks = 15;

function marksSheet({ marks, marksCompared }: SurfaceView): Sheet {
  return {
    title: 'Marks that stand out',
    columns: [
      left('Option'),
      left('Why'),
      right('Mark'),
      right('less fit'),
      right('less mid'),
      right('Volatility less fit'),
      right('z'),
    ],
    rows: marks.slice(0, mostMarks).map(markRow),
    note: `${marks.length} of ${marksCompared} marks compared stand out; --json lists every one`,
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
