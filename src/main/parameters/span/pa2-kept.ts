import { failure } from '../../../engine/values/outcome.ts';
import { shortened } from '../../imports/decimals.ts';
import { FailedRows } from './failed-rows.ts';
import type { RecordReader } from './fixed-fields.ts';
import {
  firstArrayRecord,
  longFirstArrayRecord,
  longSecondArrayRecord,
  secondArrayRecord,
  type FirstPart,
  type SecondPart,
} from './pa2-array-records.ts';
import { begunCommodity, type Pa2Commodity } from './pa2-commodity.ts';
import {
  commodityRecord,
  deliveryRecord,
  scanTierRecord,
  tierRecord,
  type CommodityRecord,
} from './pa2-commodity-records.ts';
import { kindOf } from './pa2-contract.ts';
import { currencyRecord, type CurrencyRate } from './pa2-header.ts';
import { contractKeyName, familyName, seriesName } from './pa2-keys.ts';
import {
  arrayParameterRecord,
  priceRecord,
  type ArrayParameters,
  type PriceRecord,
} from './pa2-series-records.ts';
import {
  interSpreadRecord,
  seriesSpreadRecord,
  tierSpreadRecord,
  type InterSpreadRecord,
} from './pa2-spread-records.ts';
import type { Wanted } from './wanted.ts';

/** Record types that no margin figure needs. */
const PASSED_OVER: ReadonlySet<string> = new Set(['1', '5', 'R', 'V', 'X', 'Y', 'Z', '91', '92']);

/** Both halves of a contract's array; `line` is of the second. */
export type ArrayPair = {
  readonly line: number;
  readonly first: FirstPart;
  readonly second: SecondPart;
};

/** Keeps the records of a file that are wanted, as they come by. */
export class Pa2Records {
  readonly failures: FailedRows = new FailedRows();
  readonly wanted: Wanted;
  readonly commodities: Map<string, Pa2Commodity> = new Map();
  readonly prices: Map<string, PriceRecord> = new Map();
  readonly parameters: Map<string, ArrayParameters> = new Map();
  readonly rates: CurrencyRate[] = [];
  readonly spreads: InterSpreadRecord[] = [];
  readonly pairs: ArrayPair[] = [];
  #first: FirstPart | null = null;

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  take(line: number, text: string): void {
    const type = text.slice(0, 2).trim();
    switch (type) {
      case 'T':
        return this.#read(line, text, currencyRecord, (rate) => this.rates.push(rate));
      case '2':
        return this.#read(line, text, commodityRecord, (of) => this.#commodity(of));
      case '3':
        return this.#ofCommodity(line, text, tierRecord, (of, into) => into.tiers.push(of));
      case 'C':
        return this.#ofCommodity(line, text, tierSpreadRecord, (of, into) =>
          into.tierSpreads.push(of),
        );
      case 'E':
        return this.#ofCommodity(line, text, seriesSpreadRecord, (of, into) =>
          into.seriesSpreads.push(of),
        );
      case 'S':
        return this.#ofCommodity(line, text, scanTierRecord, (of, into) => (into.scan = of));
      case '4':
        return this.#ofCommodity(line, text, deliveryRecord, (of, into) => (into.delivery = of));
      case '6':
        return this.#read(line, text, interSpreadRecord, (of) => this.spreads.push(of));
      case 'P':
        return this.#ofProduct(line, text, priceRecord, (of) =>
          this.prices.set(familyName(of), of),
        );
      case 'B':
        return this.#ofProduct(line, text, arrayParameterRecord, (of) =>
          this.parameters.set(seriesName(of), of),
        );
      case '81':
        return this.#begin(line, text, firstArrayRecord);
      case '83':
        return this.#begin(line, text, longFirstArrayRecord);
      case '82':
        return this.#complete(line, text, secondArrayRecord);
      case '84':
        return this.#complete(line, text, longSecondArrayRecord);
      default:
        if (PASSED_OVER.has(type) || text.trim() === '') return;
        this.failures.add(
          line,
          failure('malformed', `there is no record type "${shortened(type)}"`, 'record type'),
        );
    }
  }

  #read<T>(line: number, text: string, read: RecordReader<T>, keep: (of: T) => unknown): void {
    const found = read(text);
    if (found.ok) keep(found.value);
    else this.failures.add(line, found.failure);
  }

  /** A commodity whose record cannot be read lacks it in its figures. */
  #ofCommodity<T>(
    line: number,
    text: string,
    read: RecordReader<T>,
    keep: (of: T, into: Pa2Commodity) => unknown,
  ): void {
    const into = this.commodities.get(text.slice(2, 8).trim());
    if (into === undefined) return;
    const found = read(text);
    if (found.ok) {
      keep(found.value, into);
      return;
    }
    this.failures.add(line, found.failure);
    const { reason, message, at } = found.failure;
    into.unread.push(failure(reason, `line ${line}, ${at ?? 'record'}: ${message}`));
  }

  #ofProduct<T>(line: number, text: string, read: RecordReader<T>, keep: (of: T) => unknown): void {
    if (this.wanted.product(text.slice(5, 15).trim())) this.#read(line, text, read, keep);
  }

  #commodity(of: CommodityRecord): void {
    const known = this.commodities.get(of.code);
    if (known !== undefined) {
      known.of = { ...known.of, families: [...known.of.families, ...of.families] };
    } else if (of.families.some(({ product }) => this.wanted.product(product))) {
      this.commodities.set(of.code, begunCommodity(of));
    }
  }

  #begin(line: number, text: string, read: RecordReader<FirstPart>): void {
    this.#first = null;
    this.#ofProduct(line, text, read, (of) => (this.#first = of));
  }

  #complete(line: number, text: string, read: RecordReader<SecondPart>): void {
    const first = this.#first;
    this.#first = null;
    this.#ofProduct(line, text, read, (second) => {
      if (first === null || contractKeyName(first.key) !== contractKeyName(second.key)) {
        const message = 'array values 1 to 9 do not stand before it';
        this.failures.add(line, failure('missing-field', message, 'array value 1'));
      } else if (this.#mayBeWanted(first)) this.pairs.push({ line, first, second });
    });
  }

  /** The strike is not asked here: the record that says how it is written may come later. */
  #mayBeWanted(first: FirstPart): boolean {
    const kind = kindOf(first);
    if (!kind.ok) return true;
    const { product, month, optionMonth } = first.key;
    return this.wanted.contract({
      product,
      kind: kind.value,
      month: optionMonth === '' ? month : optionMonth,
      deltaMonth: month,
      strike: null,
    });
  }
}
