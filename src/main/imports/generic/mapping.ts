import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { COMMA, POINT, shortened, type DecimalRule } from '../decimals.ts';
import type { ReadOptions } from '../format.ts';
import { headerOf } from '../heads.ts';
import { zoneOffset, type TimeForm } from '../times.ts';
import { GENERIC_FIELDS, isGenericField, type GenericField } from './fields.ts';
import type { Readings } from './readings.ts';

/** Where the value of each field stands in a file. */
export type Columns = {
  /** Field to the column that holds it. */
  readonly columns: ReadonlyMap<GenericField, string>;
  /** Fields with one value for all rows. */
  readonly constants: ReadonlyMap<GenericField, string>;
  readonly readings: Readings;
  /** Null: the one of comma, semicolon, tab and bar under which the header has all columns. */
  readonly delimiter: string | null;
};

type Mapping = NonNullable<ReadOptions['mapping']>;

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  [',', ','],
  [';', ';'],
  ['|', '|'],
  ['tab', '\t'],
  ['\t', '\t'],
]);

const DECIMALS: ReadonlyMap<string, DecimalRule> = new Map([
  ['.', POINT],
  [',', COMMA],
]);

const TIME_FORMS: readonly TimeForm[] = [
  'year-month-day',
  'year/month/day',
  'short-year-month-day',
  'compact',
  'day-month-name',
  'day/month/year',
  'month/day/year',
  'clock-first',
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-nanoseconds',
];

/** The file's own header is the documented one: numbers have a point and no groups, times are ISO 8601. */
export const OWN_COLUMNS: Columns = {
  columns: new Map(GENERIC_FIELDS.map((field) => [field, field])),
  constants: new Map(),
  readings: {
    decimal: { mark: '.', groups: [] },
    times: ['year-month-day', 'epoch-milliseconds'],
    zone: 'UTC',
  },
  delimiter: null,
};

type Settings = {
  decimal: DecimalRule | null;
  times: readonly TimeForm[] | null;
  zone: string;
  delimiter: string | null;
};

/** Takes one setting; false where its value is none that is known. */
function takeSetting(settings: Settings, name: string, value: string): boolean | null {
  switch (name) {
    case 'decimal':
      settings.decimal = DECIMALS.get(value) ?? null;
      return settings.decimal !== null;
    case 'dates': {
      const form = TIME_FORMS.find((known) => known === value);
      settings.times = form === undefined ? null : [form];
      return form !== undefined;
    }
    case 'zone':
      settings.zone = value;
      return zoneOffset(value, 0) !== null;
    case 'delimiter':
      settings.delimiter = DELIMITERS.get(value) ?? null;
      return settings.delimiter !== null;
    default:
      return null;
  }
}

/**
 * Reads a saved mapping: field to column name, or `=value` for one value in all rows; `decimal`, `dates`, `zone`
 * and `delimiter` say how the file is written.
 */
export function mappedColumns({ name, columns: given }: Mapping): Outcome<Columns> {
  const columns = new Map<GenericField, string>();
  const constants = new Map<GenericField, string>();
  const settings: Settings = { decimal: null, times: null, zone: 'UTC', delimiter: null };
  for (const [key, value] of Object.entries(given)) {
    const taken = takeSetting(settings, key, value);
    if (taken === false) {
      return fail(
        'malformed',
        `mapping "${shortened(name)}": ${key} is "${shortened(value)}", which is none that is known`,
        key,
      );
    }
    if (taken === true || value === '') continue;
    if (!isGenericField(key)) {
      return fail(
        'malformed',
        `mapping "${shortened(name)}": there is no field "${shortened(key)}"`,
        key,
      );
    }
    if (value.startsWith('=')) constants.set(key, value.slice(1));
    else columns.set(key, value.trim());
  }
  const { decimal, times, zone, delimiter } = settings;
  return columns.size === 0
    ? fail('malformed', `mapping "${shortened(name)}" maps no column`)
    : ok({ columns, constants, readings: { decimal, times, zone }, delimiter });
}

/** The delimiter under which one of the first lines has all mapped columns, or what is missing. */
export function delimiterOf(
  lines: readonly string[],
  of: Columns,
  needed: readonly string[],
): Outcome<string> {
  const candidates = of.delimiter === null ? [',', ';', '\t', '|'] : [of.delimiter];
  const found = candidates.find((delimiter) => headerOf(lines, delimiter, needed) !== null);
  if (found !== undefined) return ok(found);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return fail(
    'missing-field',
    `no line has all of the columns ${needed.join(', ').slice(0, 200)}; the first line is "${first.slice(0, 160)}"`,
  );
}
