import type {
  AccountForecast,
  CallScore,
  ForecastReport,
  TrackRecord,
  VolatilityModel,
} from '../../engine/contract/forecast.ts';
import { percent } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const modelNames: Readonly<Record<VolatilityModel, string>> = {
  ewma: 'EWMA',
  garch: 'GARCH(1,1)',
  gjr: 'GJR-GARCH',
  har: 'HAR on squared returns',
};

const fraction = (x: number): Cell => ({ value: x, text: percent(x) });
const decimal = (x: number): Cell => ({ value: x, text: x.toFixed(4).replace('-', '−') });

const volatilitySheet = ({ volatilities }: ForecastReport): Sheet => ({
  title: 'Volatility of the log return',
  columns: [
    left('Asset'),
    left('Model'),
    right('Next day'),
    right('Next 7 days'),
    right('QLIKE, 1 d'),
    right('QLIKE, 7 d'),
    left('Record'),
  ],
  rows: volatilities.flatMap(({ asset, forecasts, failed, best, pValue, days }) => [
    ...forecasts.map(({ model, day, week, dayLoss, weekLoss }) => [
      asset,
      modelNames[model],
      fraction(day),
      fraction(week),
      decimal(dayLoss),
      decimal(weekLoss),
      model === best
        ? `best of ${days} days${pValue === null ? '' : `, p ${pValue.toFixed(2)} against EWMA`}`
        : '',
    ]),
    ...failed.map(({ model, message }) => [asset, modelNames[model], '', '', '', '', message]),
  ]),
  note: 'QLIKE: mean of ln σ² + r² ÷ σ² over past forecasts, the smaller the better',
});

const ratioCell = (ratio: number | null | undefined): Cell =>
  ratio === undefined ? '' : ratio === null ? '200 % or more' : fraction(ratio);

const accountSheet = ({ accounts, waiting, notes }: ForecastReport): Sheet => ({
  note: [...notes, `${waiting} recorded forecasts have not ended`].join('; '),
  title: 'Tomorrow’s margin ratio and the chance of a call',
  columns: [
    left('Account'),
    right('now'),
    right('5 %'),
    right('median'),
    right('95 %'),
    right('call in 1 h'),
    right('1 d'),
    right('7 d'),
    left('Note'),
  ],
  rows: accounts.map(({ name, ratio, chances }: AccountForecast) => {
    const at = (p: number): Cell =>
      ratio.ok ? ratioCell(ratio.value.quantiles.find((one) => one.p === p)?.ratio) : 'unknown';
    const chance = (i: number): Cell =>
      chances.ok ? fraction(chances.value[i]?.probability ?? 0) : 'unknown';
    return [
      name,
      ratio.ok ? ratioCell(ratio.value.now) : 'unknown',
      at(0.05),
      at(0.5),
      at(0.95),
      chance(0),
      chance(1),
      chance(2),
      ratio.ok ? (chances.ok ? '' : chances.failure.message) : ratio.failure.message,
    ];
  }),
});

type Recorded = { readonly whose: string; readonly record: TrackRecord };

const scoreRows = ({ whose, record }: Recorded): readonly (readonly Cell[])[] => [
  ...(record.ratio === null
    ? []
    : [
        [
          whose,
          'margin ratio, 1 d',
          { value: record.ratio.count, text: String(record.ratio.count) },
          `CRPS ${record.ratio.crps.toFixed(4)}${record.ratio.plainCrps === null ? '' : ` (plain history ${record.ratio.plainCrps.toFixed(4)})`}`,
          `${percent(record.ratio.within90)} within the middle 90 %`,
        ],
      ]),
  ...record.calls.map(({ horizon, count, happened, forecast, brier }: CallScore) => [
    whose,
    `call, ${horizon}`,
    { value: count, text: String(count) },
    `Brier ${brier.toFixed(4)}`,
    `forecast ${percent(forecast)}, happened ${percent(happened / count)}`,
  ]),
];

const scoreSheet = (title: string, records: readonly Recorded[]): Sheet => ({
  title,
  columns: [left('Account'), left('Forecast'), right('Number'), left('Score'), left('Came')],
  rows: records.flatMap(scoreRows),
});

const reliabilitySheet = (title: string, records: readonly Recorded[]): Sheet => ({
  title,
  columns: [
    left('Account'),
    left('Call'),
    right('From'),
    right('to'),
    right('Number'),
    right('Mean forecast'),
    right('Happened'),
  ],
  rows: records.flatMap(({ whose, record }) =>
    record.calls.flatMap(({ horizon, reliability }) =>
      reliability.map(({ from, to, count, forecast, happened }) => [
        whose,
        horizon,
        fraction(from),
        fraction(to),
        { value: count, text: String(count) },
        fraction(forecast),
        fraction(happened),
      ]),
    ),
  ),
});

/** Forecasts as of now, and how earlier ones did. */
export function forecastSheets(report: ForecastReport): readonly Sheet[] {
  const { accounts, recorded } = report;
  const pseudo = accounts.flatMap(({ name, pseudo: found }) =>
    found.ok ? [{ whose: name, record: found.value }] : [],
  );
  const own = recorded === null ? [] : [{ whose: 'all accounts', record: recorded }];
  return [
    volatilitySheet(report),
    accountSheet(report),
    scoreSheet('As if forecast on past days: none of these was recorded', pseudo),
    reliabilitySheet('Reliability of those', pseudo),
    scoreSheet('Recorded when made, scored since', own),
    ...(own.length > 0 ? [reliabilitySheet('Reliability of the recorded', own)] : []),
  ];
}
