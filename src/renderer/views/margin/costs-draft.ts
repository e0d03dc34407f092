import type { CostsDocument } from '../../../engine/contract/costs-document.ts';
import { fieldText, typedNumber } from '../../format/typed.ts';

/** A column of a table of costs: text, a number, or a fraction that is shown in per cent. */
export type CostColumn = {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'percent';
};

export const transferColumns: readonly CostColumn[] = [
  { title: 'From', kind: 'text' },
  { title: 'To', kind: 'text' },
  { title: 'Asset', kind: 'text' },
  { title: 'Gas', kind: 'number' },
  { title: 'Bridge fee', kind: 'number' },
  { title: 'Bridge %', kind: 'percent' },
  { title: 'Minutes', kind: 'number' },
];

export const tradingColumns: readonly CostColumn[] = [
  { title: 'Venue', kind: 'text' },
  { title: 'Symbol', kind: 'text' },
  { title: 'Half spread %', kind: 'percent' },
  { title: 'Fee %', kind: 'percent' },
];

/** A row as typed, in the order of its table's columns. */
export type CostRow = readonly string[];

export type CostsDraft = {
  readonly transfers: readonly CostRow[];
  readonly trading: readonly CostRow[];
};

const shownPercent = (fraction: number): string => fieldText(Number((fraction * 100).toFixed(6)));

/** A row in which nothing is typed yet. */
export const emptyRow = (columns: readonly CostColumn[]): CostRow =>
  columns.map(({ kind }) => (kind === 'text' ? '' : '0'));

/** A document as it stands in the fields; a symbol that is empty means every symbol. */
export const draftOf = ({ transfers, trading }: CostsDocument): CostsDraft => ({
  transfers: transfers.map(({ from, to, asset, gas, bridgeFee, bridgeRate, minutes }) => [
    from,
    to,
    asset,
    fieldText(gas),
    fieldText(bridgeFee),
    shownPercent(bridgeRate),
    fieldText(minutes),
  ]),
  trading: trading.map(({ venue, symbol, halfSpread, fee }) => [
    venue,
    symbol ?? '',
    shownPercent(halfSpread),
    shownPercent(fee),
  ]),
});

class Fault extends Error {}

/** Reads the fields of one row by their place. @throws Fault */
const fieldsOf = (row: CostRow, columns: readonly CostColumn[], where: string) => {
  const text = (i: number): string => (row[i] ?? '').trim();
  const named = (i: number): string => `${where}: ${columns[i]?.title ?? ''}`;
  const number = (i: number, most: number): number => {
    const value = typedNumber(text(i));
    if (value === null || value < 0 || value > most) {
      const range = most === Number.MAX_VALUE ? 'from 0 on' : `from 0 to ${most}`;
      throw new Fault(`${named(i)} was "${text(i)}", no number ${range}`);
    }
    return value;
  };
  return {
    optional: (i: number): string | null => (text(i) === '' ? null : text(i)),
    word: (i: number): string => {
      if (text(i) === '') throw new Fault(`${named(i)} is empty`);
      return text(i);
    },
    amount: (i: number): number => number(i, Number.MAX_VALUE),
    percent: (i: number): number => number(i, 100) / 100,
  };
};

function transferOf(row: CostRow, i: number): CostsDocument['transfers'][number] {
  const { word, amount, percent } = fieldsOf(row, transferColumns, `Transfer ${i + 1}`);
  return {
    from: word(0),
    to: word(1),
    asset: word(2),
    gas: amount(3),
    bridgeFee: amount(4),
    bridgeRate: percent(5),
    minutes: amount(6),
  };
}

function tradingOf(row: CostRow, i: number): CostsDocument['trading'][number] {
  const { word, optional, percent } = fieldsOf(row, tradingColumns, `Trading cost ${i + 1}`);
  return { venue: word(0), symbol: optional(1), halfSpread: percent(2), fee: percent(3) };
}

/** The document that was typed, or what is wrong with it. */
export function typedCosts({
  transfers,
  trading,
}: CostsDraft): { readonly costs: CostsDocument } | { readonly fault: string } {
  try {
    return { costs: { transfers: transfers.map(transferOf), trading: trading.map(tradingOf) } };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}
