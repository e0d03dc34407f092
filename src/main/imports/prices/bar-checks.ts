import { instant } from '../../../engine/values/units.ts';
import { failure } from '../../../engine/values/outcome.ts';
import { failed, note, stated } from '../events.ts';
import { decimalText, isAbsent, PLAIN, signOf, shortened } from '../decimals.ts';
import type { PriceItem, ReadEvent } from '../format.ts';
import type { Series } from './series-name.ts';

/** One row of a price history, prices as written; null where the file has no such column. */
export type Bar = {
  readonly line: number;
  /** Start of the bar, UTC milliseconds. */
  readonly at: number;
  readonly series: Series;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly close: string;
};

/** Bars whose repetition is noticed, so that memory stays bounded; the store finds the others. */
const REMEMBERED = 500_000;
/** Series of one file that the notes name. */
const NAMED = 20;
const SATURDAY = 6;

type Tally = { count: number; first: number };
type Gaps = { count: number; longest: number; after: number };

const STEPS: Readonly<Record<PriceItem['interval'], number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  month: 31 * 86_400_000,
};
const UNORDERED = 'earlier than the row above';

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

const numeric = (text: string | null): number | null =>
  text === null || isAbsent(text) || !Number.isFinite(Number(text)) ? null : Number(text);

function isWeekend(at: number): boolean {
  const day = new Date(at).getUTCDay();
  return day === 0 || day === SATURDAY;
}

/**
 * Judges bars in file order. A close that is no price fails its row; what is only odd about a row with a good
 * close (an open of zero, a high below the close, an order that jumps back) is counted and told once at the end.
 */
export class BarChecks {
  readonly #interval: PriceItem['interval'];
  readonly #seen = new Map<string, string>();
  readonly #odd = new Map<string, Tally>();
  readonly #gaps: Gaps = { count: 0, longest: 0, after: 0 };
  readonly #series = new Map<string, Series>();
  #before: { readonly at: number; readonly close: string } | null = null;
  #filledCalendar = false;

  constructor(interval: PriceItem['interval']) {
    this.#interval = interval;
  }

  event(bar: Bar): ReadEvent {
    const { line, at, series } = bar;
    if (this.#series.size < NAMED) this.#series.set(series.name, series);
    if (isAbsent(bar.close)) {
      return failed(line, failure('missing-field', `no close on ${isoDay(at)}`, 'close'));
    }
    const close = decimalText(bar.close, PLAIN);
    if (!close.ok) return failed(line, { ...close.failure, at: 'close' });
    if (signOf(close.value) <= 0) {
      const message = `close ${close.value} on ${isoDay(at)} is not above zero`;
      return failed(line, failure('malformed', message, 'close'));
    }
    const repeated = this.#repeated(bar, close.value);
    if (repeated !== null) return repeated;
    const before = this.#before;
    this.#before = { at, close: close.value };
    if (before !== null) this.#judgeStep(bar, at - before.at);
    if (this.#isFill(bar, close.value, before)) {
      this.#count('no trading that day, the last close is repeated: left out', line);
      return stated(line, { items: [], summary: `${isoDay(at)}: no trading, close repeated` });
    }
    this.#judgeRange(bar, Number(close.value));
    const item: PriceItem = {
      kind: 'price',
      series: series.name,
      asset: series.asset,
      quote: series.quote,
      at: instant(at),
      interval: this.#interval,
      close: close.value,
    };
    const summary = `${series.asset} ${close.value} ${series.quote}, ${this.#interval} of ${isoDay(at)}`;
    return stated(line, { items: [item], summary });
  }

  /** A second row of one time: harmless with the same close, a conflict with another. */
  #repeated({ line, at, series }: Bar, close: string): ReadEvent | null {
    const key = `${at} ${series.name}`;
    const known = this.#seen.get(key);
    if (known === undefined) {
      if (this.#seen.size < REMEMBERED) this.#seen.set(key, close);
      return null;
    }
    if (known === close) {
      this.#count('repetition of an earlier row', line);
      return stated(line, { items: [], summary: `${isoDay(at)}: repeats an earlier row` });
    }
    const message = `close ${close} where an earlier row of the same time has ${known}`;
    return failed(line, failure('conflict', message, 'close'));
  }

  /**
   * Histories of exchanges that rest at weekends are sometimes stretched to seven days by repeating the last
   * close. Such days are no returns of zero: they would bias volatility and correlation down.
   */
  #isFill(
    { at, series }: Bar,
    close: string,
    before: { readonly at: number; readonly close: string } | null,
  ): boolean {
    if (this.#interval !== 'day' || series.calendar === 'always' || before === null) return false;
    if (close !== before.close) return false;
    if (isWeekend(at)) this.#filledCalendar = true;
    return this.#filledCalendar && (isWeekend(at) || series.calendar === 'weekdays');
  }

  #judgeRange({ line, open, high, low }: Bar, close: number): void {
    const [first, top, bottom] = [numeric(open), numeric(high), numeric(low)];
    if ([first, top, bottom].some((price) => price !== null && price <= 0)) {
      this.#count('open, high or low not above zero; the close is kept', line);
      return;
    }
    const inside = [first, close].filter((price) => price !== null);
    const outside = inside.some(
      (price) => (top !== null && price > top) || (bottom !== null && price < bottom),
    );
    if (outside) this.#count('high and low do not enclose open and close', line);
  }

  /** Jumps back, and bars that lack in a market that never rests. */
  #judgeStep({ line, at, series }: Bar, step: number): void {
    if (step < 0) this.#count(UNORDERED, line);
    if (series.calendar !== 'always' || step <= STEPS[this.#interval]) return;
    this.#gaps.count++;
    if (step > this.#gaps.longest) {
      this.#gaps.longest = step;
      this.#gaps.after = at - step;
    }
  }

  #count(what: string, line: number): void {
    const tally = this.#odd.get(what);
    if (tally === undefined) this.#odd.set(what, { count: 1, first: line });
    else tally.count++;
  }

  /** What the user should know about the rows that were kept. */
  *notes(): Iterable<ReadEvent> {
    for (const series of this.#series.values()) yield note(described(series));
    for (const [what, { count, first }] of this.#odd) {
      yield note(`${count} ${count === 1 ? 'row' : 'rows'}: ${what} (first on line ${first})`);
    }
    const { count, longest, after } = this.#gaps;
    // Where rows are out of order, distances between neighbours say nothing.
    if (count === 0 || this.#odd.has(UNORDERED)) return;
    const bars = Math.round(longest / STEPS[this.#interval]) - 1;
    const said = `${count} ${count === 1 ? 'gap' : 'gaps'}, the longest of ${bars}`;
    yield note(
      `${said} ${this.#interval}s after ${new Date(after).toISOString().slice(0, 16)} UTC`,
    );
  }
}

function described({ name, asset, quote, known, volatilityIndex }: Series): string {
  if (!known) {
    return `"${shortened(name)}" is no series that is known here: kept as asset ${asset}, prices taken to be in ${quote}`;
  }
  return volatilityIndex
    ? `"${shortened(name)}" is a volatility index in points, no price of a coin: kept as ${asset}`
    : `"${shortened(name)}" is kept as ${asset} in ${quote}`;
}
