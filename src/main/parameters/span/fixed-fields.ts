import {
  failure,
  ok,
  type Failure,
  type Outcome,
  type Reason,
} from '../../../engine/values/outcome.ts';
import { shortened } from '../../imports/decimals.ts';

/**
 * The fields of one positional record, read from left to right. The first field at fault is kept, named by
 * the failure's `at`; what is read after it is not used. Blanks that end a record may be cut off.
 */
export class FixedFields {
  fault: Failure | null = null;
  readonly #line: string;
  #at: number;

  constructor(line: string, from: number) {
    this.#line = line;
    this.#at = from;
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** As written, blanks kept. */
  raw(length: number): string {
    this.#at += length;
    return this.#line.slice(this.#at - length, this.#at);
  }

  text(length: number): string {
    return this.raw(length).trim();
  }

  /** Text that must not be blank. */
  named(field: string, length: number): string {
    const found = this.text(length);
    if (found === '') this.#refuse('missing-field', field, 'it is blank');
    return found;
  }

  /** One of a few codes, some of which may be blank. */
  code<C extends string>(field: string, length: number, codes: readonly C[]): C {
    const found = this.text(length);
    const known = codes.find((one) => one === found);
    if (known === undefined) {
      this.#refuse('malformed', field, `"${shortened(found)}" is none of ${codes.join(', ')}`);
    }
    return known ?? codes[0]!;
  }

  /** Digits with implied decimals; null where the field is blank. */
  optional(field: string, length: number, places = 0): number | null {
    const found = this.text(length);
    if (found === '') return null;
    if (!/^\d+$/.test(found)) {
      this.#refuse('malformed', field, `"${shortened(found)}" is not digits`);
      return null;
    }
    return Number(found) / 10 ** places;
  }

  /** Digits with implied decimals. */
  number(field: string, length: number, places = 0): number {
    const found = this.optional(field, length, places);
    if (found === null && this.fault === null) this.#refuse('missing-field', field, 'it is blank');
    return found ?? 0;
  }

  /** Digits, then their sign: `-`, `+` or blank. */
  signed(field: string, length: number, places = 0): number {
    const size = this.number(field, length, places);
    const signed = this.sign(field) * size;
    return signed === 0 ? 0 : signed;
  }

  /** `-`, or `+` or a blank for plus. */
  sign(field: string): 1 | -1 {
    return this.code(field, 1, ['', '+', '-']) === '-' ? -1 : 1;
  }

  /** A power of ten, its sign after it or before it; 1 where it is blank. */
  power(field: string, signFirst = false): number {
    const before = signFirst ? this.sign(field) : 1;
    const exponent = this.optional(field, 2) ?? 0;
    const sign = signFirst ? before : this.sign(field);
    return 10 ** (sign * exponent);
  }

  /** Decimal places of a price; `-02` is minus two. */
  locator(field: string): number {
    const found = this.text(3);
    if (/^(-\d{1,2}|\d{1,3})?$/.test(found)) return Number(found) || 0;
    this.#refuse('malformed', field, `"${shortened(found)}" is no decimal locator`);
    return 0;
  }

  /** A month with the day where there is one: `202503`, `20250331`, `202503W1`; empty where blank. */
  period(field: string): string {
    const month = this.text(6);
    const day = this.text(2);
    if (/^0*$/.test(month)) return '';
    if (!/^\d{4}(0\d|1[0-2])$/.test(month)) {
      this.#refuse('malformed', field, `"${shortened(month)}" is no month`);
    }
    return day === '' || day === '00' ? month : month + day;
  }

  refuse(field: string, message: string): void {
    this.#refuse('malformed', field, message);
  }

  #refuse(reason: Reason, field: string, message: string): void {
    this.fault ??= failure(reason, message, field);
  }
}

/** Reads a record of one type; a failure names the field. */
export type RecordReader<T> = (line: string) => Outcome<T>;

/** The reader of what stands after a record's two letters of type. */
export const recordOf =
  <T>(read: (of: FixedFields) => T): RecordReader<T> =>
  (line) => {
    const fields = new FixedFields(line, 2);
    const value = read(fields);
    return fields.fault === null ? ok(value) : { ok: false, failure: fields.fault };
  };
