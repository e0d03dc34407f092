import type { Level } from '../../engine/orderbook/order-book.ts';
import type { Reason } from '../../engine/values/outcome.ts';
import { instant, type Instant } from '../../engine/values/units.ts';
import type { FeedFault } from './events.ts';

/** An object of a message, before anything is known of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Powers of ten that a double holds exactly. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const [PLUS, MINUS, POINT, NINE, E] = [43, 45, 46, 57, 101];
const ZERO = 48;

/**
 * A decimal number as text; NaN where it is none. Up to 15 digits it is a whole number over a power of
 * ten, both exact, so that the quotient is the double nearest to the decimal, as `Number` gives it.
 */
function decimal(text: string): number {
  const { length } = text;
  if (length > 17) return longDecimal(text);
  let whole = 0;
  let digits = 0;
  let point = -1;
  const first = text.charCodeAt(0);
  for (let at = first === MINUS ? 1 : 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      whole = whole * 10 + (code - ZERO);
      digits++;
    } else if (code === POINT && point < 0 && digits > 0) point = at;
    else return longDecimal(text);
  }
  if (digits === 0 || digits > 15) return longDecimal(text);
  const value = point < 0 ? whole : whole / POWERS[length - 1 - point]!;
  return first === MINUS ? -value : value;
}

/**
 * The same of what is longer or has another form. `Number` takes more than decimals: blanks around them,
 * other bases and words, told by a first or last character that no decimal has, or an `x`, `b` or `o`.
 */
function longDecimal(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  const first = text.charCodeAt(0);
  const second = text.charCodeAt(1);
  const plain =
    first <= NINE &&
    first >= PLUS &&
    last <= NINE &&
    last >= POINT &&
    !(second > NINE && (second | 32) !== E);
  return plain ? Number(text) : Number.NaN;
}

/** Earliest and latest time that a message may carry: 2009 and 2100. */
const FIRST = 1_230_768_000_000;
const LAST = 4_102_444_800_000;

/** Faults that one message may list; the rest are counted by the last of them. */
const MOST_FAULTS = 20;

const NO_FAULTS: readonly FeedFault[] = [];

const inside = (where: string, field: string): string =>
  where === '' || field === ''
    ? field
    : field.startsWith('[')
      ? where + field
      : `${where}.${field}`;

/** Reads the fields of one message. What is wrong is noted and given as null; nothing is thrown. */
export class MessageReader {
  #faults: FeedFault[] | null = null;
  #unlisted = 0;
  /** Where the fields stand that are read now. */
  #where = '';

  get faults(): readonly FeedFault[] {
    if (this.#faults === null) return NO_FAULTS;
    if (this.#unlisted === 0) return this.#faults;
    const more = `and ${this.#unlisted} more faults in this message`;
    return [...this.#faults, { reason: 'limit-exceeded', field: '', message: more }];
  }

  /**
   * Names of fields are from now on those of the object at this place: `data`, `data[3]`; empty: of the
   * message itself. Names are put together where there is a fault, not at each of many fields.
   */
  within(where: string): void {
    this.#where = where;
  }

  /** @param field empty: of the whole message */
  fault(reason: Reason, field: string, message: string): null {
    this.#faults ??= [];
    if (this.#faults.length >= MOST_FAULTS) this.#unlisted++;
    else this.#faults.push({ reason, field: inside(this.#where, field), message });
    return null;
  }

  /** A finite number, sent as such or as decimal text; null where absent (null, missing, empty text) or wrong. */
  number(value: unknown, field: string): number | null {
    if (value === undefined || value === null || value === '') return null;
    if (typeof value === 'number') return this.#finite(value, field);
    if (typeof value === 'string') {
      const found = decimal(value);
      if (Number.isFinite(found)) return found;
      if (found === Infinity || found === -Infinity) return this.#finite(found, field);
    }
    return this.fault('malformed', field, `${shown(value)} is no number`);
  }

  /** Above 0; what is not is a fault. */
  positive(value: unknown, field: string): number | null {
    const found = this.number(value, field);
    return found === null || found > 0
      ? found
      : this.fault('malformed', field, `${found} is not positive`);
  }

  /** 0 or above. */
  notNegative(value: unknown, field: string): number | null {
    const found = this.number(value, field);
    return found === null || found >= 0
      ? found
      : this.fault('malformed', field, `${found} is negative`);
  }

  /** Epoch milliseconds, of `per` units a millisecond. */
  time(value: unknown, field: string, per = 1): Instant | null {
    const found = this.number(value, field);
    if (found === null) return null;
    const at = Math.floor(found / per);
    return at >= FIRST && at <= LAST
      ? instant(at)
      : this.fault('malformed', field, `${found} is no time between 2009 and 2100`);
  }

  /** An id that counts up: a whole number that a double holds exactly. */
  id(value: unknown, field: string): number | null {
    const found = this.number(value, field);
    return found === null || Number.isSafeInteger(found)
      ? found
      : this.fault('malformed', field, `${found} is no whole number`);
  }

  text(value: unknown, field: string): string | null {
    if (typeof value === 'string' && value !== '') return value;
    return value === undefined || value === null || value === ''
      ? this.fault('missing-field', field, 'it is missing')
      : this.fault('malformed', field, `${shown(value)} is no text`);
  }

  fields(value: unknown, field: string): Fields | null {
    if (isFields(value)) return value;
    return value === undefined || value === null
      ? this.fault('missing-field', field, 'it is missing')
      : this.fault('malformed', field, `${shown(value)} is no object`);
  }

  list(value: unknown, field: string): readonly unknown[] | null {
    if (isList(value)) return value;
    return value === undefined || value === null
      ? this.fault('missing-field', field, 'it is missing')
      : this.fault('malformed', field, `${shown(value)} is no list`);
  }

  /**
   * Levels of a book sent as lists that begin with price and quantity; null where one is wrong, since
   * a book without it would be wrong too.
   *
   * @param texts whether the digits as sent are kept for a checksum
   */
  levels(value: unknown, field: string, texts = false): readonly Level[] | null {
    const rows = this.list(value, field);
    if (rows === null) return null;
    const levels: Level[] = [];
    for (const row of rows) {
      const level = isList(row) ? this.level(row[0], row[1], field, texts) : null;
      if (level === null) {
        return isList(row) ? null : this.fault('malformed', field, `${shown(row)} is no level`);
      }
      levels.push(level);
    }
    return levels;
  }

  /** A level: price above 0, quantity 0 or above. */
  level(price: unknown, quantity: unknown, field: string, texts = false): Level | null {
    const at = this.positive(price, field);
    const held = this.notNegative(quantity, field);
    if (at === null || held === null) {
      if (price === undefined || quantity === undefined || price === null || quantity === null) {
        return this.fault('missing-field', field, 'a level has no price or no quantity');
      }
      return null;
    }
    return texts
      ? { price: at, quantity: held, text: [String(price), String(quantity)] }
      : { price: at, quantity: held };
  }

  #finite(value: number, field: string): number | null {
    return Number.isFinite(value)
      ? value
      : this.fault('malformed', field, `${value} is not finite`);
  }
}

/** A value in a message to the user: short, and plain. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
