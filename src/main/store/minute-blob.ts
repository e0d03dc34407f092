import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Market, market } from '../../engine/values/ids.ts';
import { type Instant, instant } from '../../engine/values/units.ts';
import { blob, floats } from './history-blob.ts';

/** The fields of a minute, in the order of their columns; units as in a ticker. */
export const minuteFields = [
  'mark',
  'index',
  'funding',
  'fundingHours',
  'markVolatility',
  'bid',
  'ask',
] as const;

type MinuteField = (typeof minuteFields)[number];

/** What an instrument showed at the end of a minute; null: not known, or there is none. */
type MinuteValues = Readonly<Record<MinuteField, number | null>>;

export type InstrumentMinute = MinuteValues & {
  readonly market: Market;
  readonly symbol: string;
  /** Start of the minute, UTC, our clock. */
  readonly at: Instant;
};

/** Speed counts more than size: an hour of a thousand instruments is packed at once. */
const packing = { level: 1 } as const;

/** More than any blob of ours unpacks to. */
const largest = { maxOutputLength: 256 * 1024 ** 2 } as const;

function column(rows: readonly MinuteValues[], field: MinuteField): Float64Array {
  return Float64Array.from(rows, (row) => row[field] ?? Number.NaN);
}

/** One minute of many instruments: the length of the names, the names as JSON, one column a field. */
export function packedMinute(rows: readonly InstrumentMinute[]): Uint8Array {
  const names = Buffer.from(JSON.stringify(rows.map((row) => [row.market, row.symbol])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(names.length);
  const columns = minuteFields.map((field) => blob(column(rows, field)));
  return deflateRawSync(Buffer.concat([length, names, ...columns]), packing);
}

/** A minute whose rows are made when they are asked for. */
export type UnpackedMinute = {
  /** Market and symbol of each row. */
  readonly names: readonly (readonly [market: string, symbol: string])[];
  readonly row: (index: number) => InstrumentMinute;
};

export function unpackedMinute(packed: Uint8Array, at: Instant): UnpackedMinute {
  const bytes = inflateRawSync(packed, largest);
  const end = 4 + bytes.readUInt32LE();
  const read: unknown = JSON.parse(bytes.toString('utf8', 4, end));
  const names = Array.isArray(read) ? read.filter(isName) : [];
  const columns = floats(bytes.subarray(end));
  const row = (index: number): InstrumentMinute => {
    const [of = '', symbol = ''] = names[index] ?? [];
    return { market: market(of), symbol, at, ...valuesAt(columns, names.length, index) };
  };
  return { names, row };
}

const isName = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';

/** Minutes of one instrument: the column of times, then one a field. */
export function packedHour(rows: readonly InstrumentMinute[]): Uint8Array {
  const times = Float64Array.from(rows, ({ at }) => at);
  const columns = minuteFields.map((field) => blob(column(rows, field)));
  return deflateRawSync(Buffer.concat([blob(times), ...columns]), packing);
}

export function unpackedHour(
  packed: Uint8Array,
  of: Pick<InstrumentMinute, 'market' | 'symbol'>,
): InstrumentMinute[] {
  const columns = floats(inflateRawSync(packed, largest));
  const count = columns.length / (1 + minuteFields.length);
  return Array.from(columns.subarray(0, count), (at, row) => ({
    market: of.market,
    symbol: of.symbol,
    at: instant(at),
    ...valuesAt(columns.subarray(count), count, row),
  }));
}

function valuesAt(columns: Float64Array, rows: number, row: number): MinuteValues {
  const value = (field: number): number | null => {
    const found = columns[field * rows + row];
    return found === undefined || Number.isNaN(found) ? null : found;
  };
  return {
    mark: value(0),
    index: value(1),
    funding: value(2),
    fundingHours: value(3),
    markVolatility: value(4),
    bid: value(5),
    ask: value(6),
  };
}
