import type {
  CalendarViolation,
  MarkAgainstFit,
  SliceFit,
  SurfaceView,
} from '../../engine/contract/surface.ts';
import type { Instant } from '../../engine/values/units.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';
import { day, digits, none, percent } from './surface-cells.ts';

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

export function modelsSheet({ slices, shape }: SurfaceView): Sheet {
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

export function calendarSheet({ calendar, repair }: SurfaceView): Sheet {
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

export function marksSheet({ marks, marksCompared }: SurfaceView): Sheet {
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
