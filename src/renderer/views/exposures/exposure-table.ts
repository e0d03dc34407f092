import type { Cell } from '../../format/delimited.ts';
import type { GridRow } from './columns.tsx';

export const tableHeader = (reporting: string): readonly string[] => [
  'Level',
  'Underlying, expiry, account, instrument',
  'Venue',
  'Contracts',
  'Mark',
  'Mark unit',
  `Gross delta ${reporting}`,
  `Net delta ${reporting}`,
  `Gamma ${reporting}`,
  `Vega ${reporting}`,
  `Theta ${reporting}`,
  `Notional ${reporting}`,
  `P&L ${reporting}`,
  'P&L lacks',
  'Stale',
];

/** One line of the grid for the clipboard; what is unknown stays empty. */
export function tableRow(line: GridRow): readonly Cell[] {
  const { row, values, lacking } = line;
  return [
    row?.kind ?? 'total',
    line.label,
    row?.venue ?? null,
    row?.quantity ?? null,
    row?.mark ?? null,
    row?.markUnit ?? null,
    values.gross,
    values.delta,
    values.gamma,
    values.vega,
    values.theta,
    values.notional,
    values.pnl,
    lacking,
    row === null ? null : row.stale ? 'stale' : 'fresh',
  ];
}
