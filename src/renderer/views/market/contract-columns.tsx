import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { ReactElement } from 'react';
import type { LiveContract, LiveValue } from '../../../engine/contract/market.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { instantText, liveAgeText } from '../../format/times.ts';
import { Mark } from '../../parts/mark.tsx';
import { elapsed, type Told } from '../../state/age.ts';
import { bookWords } from './words.ts';

/** What the ages of cells are told by. */
type AgeBasis = { readonly told: Told; readonly staleAfter: number };

/** The newest of it: columns are made once, and the grid asks them again as time passes. */
export function newestBasis(first: AgeBasis): {
  readonly now: () => AgeBasis;
  readonly take: (next: AgeBasis) => void;
} {
  let newest = first;
  return {
    now: () => newest,
    take: (next) => {
      newest = next;
    },
  };
}

/** A column of live values: what it is called, which value of a contract it shows, and how. */
export type ValueColumn = {
  readonly id: string;
  readonly title: string;
  readonly spoken: string;
  readonly of: (contract: LiveContract) => LiveValue;
  readonly text: (value: number) => string;
};

const volume = (value: number): string => decimal(value, 0, Math.abs(value) >= 1_000 ? 0 : 2);

export const valueColumns: readonly ValueColumn[] = [
  { id: 'bid', title: 'Bid', spoken: 'bid', of: ({ bid }) => bid, text: priceText },
  { id: 'ask', title: 'Ask', spoken: 'ask', of: ({ ask }) => ask, text: priceText },
  { id: 'mark', title: 'Mark', spoken: 'mark', of: ({ mark }) => mark, text: priceText },
  { id: 'index', title: 'Index', spoken: 'index', of: ({ index }) => index, text: priceText },
  {
    id: 'funding',
    title: 'Funding',
    spoken: 'funding',
    of: ({ funding }) => funding,
    text: (value) => percent(value, 4),
  },
  { id: 'last', title: 'Last', spoken: 'last', of: ({ last }) => last, text: priceText },
  {
    id: 'volatility',
    title: 'IV a year',
    spoken: 'implied volatility',
    of: ({ volatility }) => volatility,
    text: (value) => percent(value),
  },
  {
    id: 'openInterest',
    title: 'Open interest',
    spoken: 'open interest',
    of: ({ openInterest }) => openInterest,
    text: volume,
  },
];

/** Whether something of a time is too old to be called live. */
const isOld = (at: number, { told, staleAfter }: AgeBasis, now: number): boolean =>
  elapsed(at, told, now) > staleAfter;

function MarkCell({ data, value }: ICellRendererParams<LiveContract>): ReactElement {
  return (
    <>
      {data?.fenced != null && (
        <span className="level-text">
          <Mark name="watch" />
          <span className="spoken">not believed: </span>
        </span>
      )}{' '}
      {typeof value === 'number' ? priceText(value) : <span className="inapplicable">n/a</span>}
    </>
  );
}

const number: ColDef<LiveContract, number | null> = {
  type: 'rightAligned',
};

/** Pixels of columns that need more or less than a price. */
const widths: Readonly<Record<string, number>> = { mark: 100, openInterest: 104, volatility: 72 };

function liveColumn(
  { id, title, of, text }: ValueColumn,
  basis: () => AgeBasis,
): ColDef<LiveContract, number | null> {
  return {
    ...number,
    colId: id,
    headerName: title,
    width: widths[id] ?? 84,
    valueGetter: ({ data }) => (data === undefined ? null : (of(data)?.value ?? null)),
    valueFormatter: ({ value }) => (value == null ? 'n/a' : text(value)),
    ...(id === 'mark' ? { cellRenderer: MarkCell } : {}),
    cellClassRules: {
      zero: ({ value }) => value === 0,
      inapplicable: ({ value }) => value === null,
      loss: ({ value }) => id === 'funding' && typeof value === 'number' && value < 0,
      gain: ({ value }) => id === 'funding' && typeof value === 'number' && value > 0,
      stale: ({ data }) => {
        const at = data === undefined ? undefined : of(data)?.at;
        return at !== undefined && isOld(at, basis(), performance.now());
      },
    },
  };
}

const optional =
  (text: (value: number) => string) =>
  ({ value }: { readonly value?: number | null | undefined }): string =>
    value == null ? 'n/a' : text(value);

const missing = { inapplicable: ({ value }: { readonly value?: unknown }) => value === null };

/** What a rate of funding is for, and what it comes to. */
const fundingTerms: ColDef<LiveContract>[] = [
  {
    ...number,
    colId: 'hours',
    headerName: 'Per, h',
    width: 62,
    valueGetter: ({ data }) => data?.fundingHours ?? null,
    valueFormatter: optional((hours) => decimal(hours, 0)),
    cellClassRules: missing,
  },
  {
    ...number,
    colId: 'fundingPerYear',
    headerName: 'Funding a year',
    width: 100,
    valueGetter: ({ data }) => data?.fundingPerYear ?? null,
    valueFormatter: optional((rate) => percent(rate, 2)),
    cellClassRules: missing,
  },
];

/** What one contract is, what is said of it, and how old that is. */
export const contractColumns = (basis: () => AgeBasis): ColDef<LiveContract>[] => [
  {
    colId: 'symbol',
    headerName: 'Contract',
    width: 212,
    cellRenderer: ({ data }: ICellRendererParams<LiveContract>) => (
      <>
        {data?.symbol} <span className="quiet">{data?.venue}</span>
      </>
    ),
    valueGetter: ({ data }) => data?.symbol,
  },
  {
    colId: 'held',
    headerName: 'Held',
    width: 54,
    valueGetter: ({ data }) => (data?.held === true ? 'held' : 'no'),
    cellClassRules: { zero: ({ value }: { readonly value?: unknown }) => value === 'no' },
  },
  { colId: 'unit', headerName: 'Unit', width: 54, valueGetter: ({ data }) => data?.priceUnit },
  {
    colId: 'book',
    headerName: 'Book',
    width: 86,
    valueGetter: ({ data }) => (data?.book == null ? 'none' : bookWords[data.book]),
    cellClassRules: {
      zero: ({ value }: { readonly value?: unknown }) => value === 'none',
      'level-text': ({ value }: { readonly value?: unknown }) =>
        value !== 'none' && value !== 'live',
    },
  },
  {
    ...number,
    colId: 'age',
    headerName: 'Newest',
    width: 92,
    valueGetter: ({ data }) => data?.at ?? null,
    valueFormatter: optional((at) => {
      const now = performance.now();
      const text = liveAgeText(elapsed(at, basis().told, now));
      return isOld(at, basis(), now) ? `stale ${text}` : text;
    }),
    cellClassRules: {
      stale: ({ value }) => typeof value === 'number' && isOld(value, basis(), performance.now()),
    },
  },
  ...valueColumns.flatMap((column) => [
    liveColumn(column, basis),
    ...(column.id === 'funding' ? fundingTerms : []),
  ]),
  {
    ...number,
    colId: 'nextFunding',
    headerName: 'Next funding',
    width: 150,
    valueGetter: ({ data }) => data?.nextFunding ?? null,
    valueFormatter: optional(instantText),
    cellClassRules: missing,
  },
];
