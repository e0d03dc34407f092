import type { MarginNode } from '../../engine/contract/margin-node.ts';
import type {
  AccountMargin,
  ExposureRow,
  RiskMeasure,
  RiskSnapshot,
  Total,
} from '../../engine/contract/snapshot.ts';
import type { Failure, Outcome } from '../../engine/values/outcome.ts';
import { figure, money, percent, time, total } from './figures.ts';
import { left, right, type Cell, type Sheet } from './sheet.ts';

const amountCell = (value: number): Cell => ({ value, text: money(value) });
/** What a figure lacks, for forms that show its number alone. */
const lacks = (lacking: readonly Failure[] = []): { readonly remark?: string } =>
  lacking.length === 0 ? {} : { remark: `incomplete, lacks ${lacking.length}` };
const totalCell = (of: Total): Cell =>
  of.amount === null ? total(of) : { value: of.amount, text: total(of), ...lacks(of.lacking) };
const figureCell = (node: Outcome<MarginNode>): Cell =>
  node.ok
    ? { value: node.value.value, text: figure(node), ...lacks(node.value.lacking) }
    : figure(node);
const ratioCell = (ratio: Outcome<number>): Cell =>
  ratio.ok
    ? { value: ratio.value, text: percent(ratio.value) }
    : `unknown (${ratio.failure.reason})`;

function headline(snapshot: RiskSnapshot): Sheet {
  const { overview, houseView, risk, reporting } = snapshot;
  const measure = (name: string, pick: (of: RiskMeasure) => Cell): readonly Cell[][] =>
    risk.ok ? [[name, pick(risk.value.valueAtRisk)]] : [[name, `unknown: ${risk.failure.message}`]];
  const { delta, gamma, vega, theta } = overview.sensitivities;
  return {
    title: `Headline, ${reporting}`,
    columns: [left('Figure'), right('Value')],
    rows: [
      ['Equity', totalCell(overview.equity)],
      ['Initial margin, all venues', totalCell(overview.initialMargin)],
      ['Maintenance margin, all venues', totalCell(overview.maintenanceMargin)],
      ['Worst margin ratio', ratioCell(overview.marginRatio)],
      ['House need of the netted book', figureCell(houseView.house)],
      [
        'Capital saved by netting',
        houseView.saving === null ? 'unknown' : totalCell(houseView.saving),
      ],
      ...(houseView.steps?.parts ?? []).map(({ label, value }) => [
        `  ${label}`,
        amountCell(value),
      ]),
      ...measure('Value at risk', (one) => amountCell(one.value)),
      ...(risk.ok
        ? [
            [`VaR interval, 95 %`, interval(risk.value.valueAtRisk)],
            ['Expected shortfall', amountCell(risk.value.expectedShortfall.value)],
            ['Outcomes', { value: risk.value.pnl.length, text: String(risk.value.pnl.length) }],
          ]
        : []),
      ['Net delta', amountCell(delta)],
      ['Gross delta', amountCell(overview.gross)],
      ['Gamma per 1 %', amountCell(gamma)],
      ['Vega per point', amountCell(vega)],
      ['Theta per day', amountCell(theta)],
      ['Unrealised P&L', totalCell(overview.pnl)],
      [
        'Worst stress',
        overview.worstStress === null
          ? 'unknown'
          : {
              value: overview.worstStress.pnl,
              text: `${money(overview.worstStress.pnl)} (${overview.worstStress.label})`,
              remark: overview.worstStress.label,
            },
      ],
      ['Stale prices', { value: overview.stalePrices, text: String(overview.stalePrices) }],
    ],
    ...(risk.ok
      ? {
          note: `${risk.value.method}; VaR tail ${risk.value.valueAtRisk.tail}, shortfall tail ${risk.value.expectedShortfall.tail}. ${risk.value.notes.join('. ')}`,
        }
      : {}),
  };
}

const interval = ({ low, high }: RiskMeasure): string =>
  `${low === null ? 'unbounded' : money(low)} to ${high === null ? 'unbounded' : money(high)}`;

function exposures(title: string, rows: readonly ExposureRow[]): Sheet {
  return {
    title,
    columns: [
      left('Exposure'),
      right('Net delta'),
      right('Gross'),
      right('Gamma 1 %'),
      right('Vega'),
      right('Theta'),
      right('Notional'),
      right('P&L'),
    ],
    rows: rows.map((row) => [
      `${'  '.repeat(row.depth)}${row.label}${row.stale ? ' (stale)' : ''}`,
      amountCell(row.sensitivities.delta),
      amountCell(row.gross),
      amountCell(row.sensitivities.gamma),
      amountCell(row.sensitivities.vega),
      amountCell(row.sensitivities.theta),
      amountCell(row.notional),
      totalCell(row.pnl),
    ]),
  };
}

const nearest = (account: AccountMargin): Cell => {
  const distances = account.liquidations.flatMap(({ underlying, distance }) =>
    distance === null ? [] : [{ underlying, distance }],
  );
  const first = distances.toSorted((a, b) => a.distance - b.distance)[0];
  return first === undefined
    ? 'none'
    : {
        value: first.distance,
        text: `${first.underlying} ${percent(first.distance)}`,
        remark: first.underlying,
      };
};

function accounts(snapshot: RiskSnapshot): Sheet {
  return {
    title: `Margin accounts, ${snapshot.reporting}`,
    columns: [
      left('Account'),
      left('Model'),
      left('Level'),
      right('Equity'),
      right('Initial'),
      right('Maintenance'),
      right('Ratio'),
      right('Isolated'),
      right('Cross'),
      right('Portfolio'),
      right('House'),
      right('Liquidation at'),
    ],
    rows: snapshot.accounts.map((one) => [
      one.name,
      one.modelName,
      one.level,
      figureCell(one.equity),
      figureCell(one.requirement.initial),
      figureCell(one.requirement.maintenance),
      ratioCell(one.marginRatio),
      figureCell(one.alternatives.isolated.initial),
      figureCell(one.alternatives.cross.initial),
      figureCell(one.alternatives.portfolio.initial),
      figureCell(one.alternatives.house.initial),
      nearest(one),
    ]),
    note: 'Isolated, cross, portfolio and house are four ways to margin the same account: never add them. * lacks a part, listed under not included.',
  };
}

function warnings(snapshot: RiskSnapshot): Sheet {
  return {
    title: 'Warnings',
    columns: [left('Level'), left('What'), left('Cause'), left('Remedy'), right('Shortfall')],
    rows: snapshot.warnings.map((one) => [
      one.level,
      one.title,
      one.cause,
      one.remedy,
      one.shortfall === null ? 'unknown' : amountCell(one.shortfall),
    ]),
  };
}

function notIncluded(snapshot: RiskSnapshot): Sheet {
  return {
    title: 'Not included',
    columns: [left('What'), left('Account'), right('Quantity'), left('Why'), left('Where')],
    rows: snapshot.notIncluded.map((one) => [
      one.what,
      one.account ?? '',
      one.quantity === null ? '' : { value: one.quantity, text: String(one.quantity) },
      `${one.failure.reason}: ${one.failure.message}`,
      one.source,
    ]),
  };
}

function contributions(snapshot: RiskSnapshot): readonly Sheet[] {
  if (!snapshot.risk.ok) return [];
  return [
    {
      title: 'Expected shortfall by underlying',
      columns: [left('Underlying'), right('Contribution')],
      rows: snapshot.risk.value.byUnderlying.map((one) => [one.label, amountCell(one.amount)]),
      note: 'The contributions add up to the expected shortfall of the netted book.',
    },
  ];
}

/** Title line of any report on this snapshot. */
export const reportTitle = (snapshot: RiskSnapshot): string =>
  `Crossguard risk report as of ${time(snapshot.asOf)}${snapshot.synthetic ? ' (SYNTHETIC SAMPLE DATA)' : ''}`;

/** The whole snapshot as tables. `brief` keeps the exposure tree to its underlyings. */
export function reportSheets(snapshot: RiskSnapshot, extent: 'brief' | 'full'): readonly Sheet[] {
  const rows =
    extent === 'brief' ? snapshot.exposures.filter((row) => row.depth === 0) : snapshot.exposures;
  return [
    headline(snapshot),
    accounts(snapshot),
    exposures(`Netted exposures, ${snapshot.reporting}`, rows),
    ...contributions(snapshot),
    warnings(snapshot),
    notIncluded(snapshot),
  ];
}
