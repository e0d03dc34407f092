import type {
  InterSpread,
  IntraSpread,
  SpanCommodity,
  SpanContract,
} from '../../../engine/margin/span/parameters.ts';
import { failure, ok, type Failure, type Outcome } from '../../../engine/values/outcome.ts';
import { signOf } from './fields.ts';
import { contractName, type SpanFile } from './file.ts';
import { spanPrice } from './price.ts';
import {
  arrayPart,
  combined,
  deltaScaling,
  header,
  interSpread,
  intraTiers,
  monthSpread,
  priceConversion,
  spotAndMinimum,
  tierSpread,
  type ArrayRecord,
  type CombinedRecord,
  type ContractKey,
  type PriceRecord,
} from './records.ts';

const keyText = ({ product, type, right, futureMonth, optionMonth, strike }: ContractKey): string =>
  [product, type, right, futureMonth, optionMonth, strike].join('|');

/** What is gathered while the records of a file go by. */
class Gathering {
  source = 'SPAN parameter file';
  readonly #wanted: ReadonlySet<string> | null;
  readonly #failures: Failure[] = [];
  readonly #commodities = new Map<string, CombinedRecord>();
  readonly #tiers = new Map<string, SpanCommodity['tiers'][number][]>();
  readonly #initial = new Map<string, SpanCommodity['initialFactors']>();
  readonly #intra = new Map<string, IntraSpread[]>();
  readonly #spot = new Map<
    string,
    Pick<SpanCommodity, 'spotMonths' | 'shortOptionMinimum' | 'riskFactors'>
  >();
  readonly #inter: InterSpread[] = [];
  readonly #prices = new Map<string, PriceRecord>();
  readonly #scalings = new Map<string, number>();
  readonly #first = new Map<string, ArrayRecord>();
  readonly #arrays: {
    readonly first: ArrayRecord;
    readonly second: ArrayRecord;
    readonly at: string;
  }[] = [];

  constructor(wanted: ReadonlySet<string> | null) {
    this.#wanted = wanted;
  }

  fail(at: string, { reason, message }: Failure): void {
    this.#failures.push(failure(reason, message, at));
  }

  #take<T>(at: string, read: Outcome<T>, keep: (value: T) => void): void {
    if (read.ok) keep(read.value);
    else this.fail(at, read.failure);
  }

  readonly #isWanted = (product: string): boolean => this.#wanted?.has(product) ?? true;

  /** Reads one record. Kinds that no requirement needs are passed over. */
  record(line: string, at: string): void {
    const kind = line.slice(0, 2);
    switch (kind) {
      case '0 ':
        this.source = `SPAN parameters ${header(line)}`;
        break;
      case '2 ':
        this.#take(at, combined(line), (one) => this.#commodities.set(one.code, one));
        break;
      case '3 ':
        this.#take(at, intraTiers(line), ({ code, tiers, initialFactors }) => {
          this.#tiers.set(code, [...(this.#tiers.get(code) ?? []), ...tiers]);
          this.#initial.set(code, initialFactors);
        });
        break;
      case 'C ':
        this.#take(at, tierSpread(line), ({ code, value }) => this.#addIntra(code, value));
        break;
      case 'E ':
        this.#take(at, monthSpread(line), ({ code, value }) => this.#addIntra(code, value));
        break;
      case '4 ':
        this.#take(at, spotAndMinimum(line), ({ code, ...rest }) => this.#spot.set(code, rest));
        break;
      case '6 ':
        this.#take(at, interSpread(line), (one) => this.#inter.push(one));
        break;
      default:
        this.#ofProduct(kind, line, at);
    }
  }

  #addIntra(code: string, spread: IntraSpread): void {
    this.#intra.set(code, [...(this.#intra.get(code) ?? []), spread]);
  }

  /** Records of one product, which may be millions: only those asked for are read. */
  #ofProduct(kind: string, line: string, at: string): void {
    if (!['P ', 'B ', '81', '82', '83', '84'].includes(kind)) return;
    if (!this.#isWanted(line.slice(5, 15).trim())) return;
    if (kind === 'P ') {
      this.#take(at, priceConversion(line), (one) =>
        this.#prices.set(`${one.product}|${one.type}`, one),
      );
    } else if (kind === 'B ') {
      this.#take(at, deltaScaling(line), ({ product, type, futureMonth, optionMonth, scaling }) =>
        this.#scalings.set([product, type, futureMonth, optionMonth].join('|'), scaling),
      );
    } else {
      this.#take(at, arrayPart(line), (part) => this.#addArray(part, at));
    }
  }

  #addArray(part: ArrayRecord, at: string): void {
    const key = keyText(part.key);
    const first = this.#first.get(key);
    if (part.rest === null) this.#first.set(key, part);
    else if (first === undefined) {
      this.fail(at, failure('missing-field', `${key}: its first nine values are missing`));
    } else {
      this.#first.delete(key);
      this.#arrays.push({ first, second: part, at });
    }
  }

  #contract({
    first,
    second,
  }: {
    readonly first: ArrayRecord;
    readonly second: ArrayRecord;
  }): Outcome<SpanContract> {
    const { key, rest } = second;
    const { product, type, right, futureMonth, optionMonth, strike } = key;
    const owner = [...this.#commodities.values()].find(({ products }) =>
      products.some((one) => one.product === product && one.type === type),
    );
    const own = owner?.products.find((one) => one.product === product && one.type === type);
    if (owner === undefined || own === undefined || rest === null) {
      return missing(`${product} ${type} is in no combined commodity`);
    }
    const scaling = this.#scalings.get([product, type, futureMonth, optionMonth].join('|')) ?? 1;
    const array = [...first.values, ...second.values].map((value) => value * own.arrayUnit);
    const isOption = right === 'C' || right === 'P';
    const month = futureMonth === '' ? optionMonth : futureMonth;
    const shared = {
      commodity: owner.code,
      month: month.slice(0, 6),
      array,
      delta: rest.delta * scaling,
    };
    if (!isOption)
      return ok({ ...shared, name: contractName(product, type, month, null), option: null });
    const prices = this.#prices.get(`${product}|${type}`);
    if (prices === undefined) return missing(`${product} ${type} has no price conversion (P)`);
    const at = spanPrice(
      strike,
      prices.strikeLocator,
      prices.strikeAlignment,
      signOf(rest.strikeSign),
    );
    if (!at.ok) return at;
    const settled = spanPrice(
      rest.settlement,
      prices.settlementLocator,
      prices.settlementAlignment,
      signOf(rest.settlementSign),
    );
    if (!settled.ok) return settled;
    return ok({
      ...shared,
      name: contractName(product, type, optionMonth === '' ? month : optionMonth, {
        right,
        strike: at.value,
      }),
      option: {
        right: right === 'C' ? 'call' : 'put',
        value: owner.optionStyle === 'premium' ? settled.value * prices.pointValue : null,
      },
    });
  }

  #commodity({ code, currency }: CombinedRecord): SpanCommodity {
    const one = { member: 1, hedger: 1, speculator: 1 };
    const { spotMonths, shortOptionMinimum, riskFactors } = this.#spot.get(code) ?? {
      spotMonths: [],
      shortOptionMinimum: { rate: 0, method: 'gross' as const },
      riskFactors: one,
    };
    return {
      code,
      currency,
      tiers: this.#tiers.get(code) ?? [],
      intraSpreads: this.#intra.get(code) ?? [],
      spotMonths,
      shortOptionMinimum,
      riskFactors,
      initialFactors: this.#initial.get(code) ?? one,
    };
  }

  finished(): SpanFile {
    for (const [key] of this.#first) {
      this.fail(key, failure('missing-field', `${key}: its last seven values are missing`));
    }
    const contracts: SpanContract[] = [];
    for (const one of this.#arrays) {
      this.#take(one.at, this.#contract(one), (contract) => contracts.push(contract));
    }
    return {
      parameters: {
        commodities: [...this.#commodities.values()].map((one) => this.#commodity(one)),
        interSpreads: this.#inter,
        source: this.source,
      },
      contracts,
      failures: this.#failures,
    };
  }
}

const missing = (message: string): Outcome<never> => ({
  ok: false,
  failure: failure('missing-field', message),
});

/**
 * A positional parameter file (`.pa2`, unpacked expanded), record by record in bounded memory.
 *
 * @param wanted product codes whose contracts are kept; null for all
 * @see CME, Risk Parameter File Layouts for the Positional Formats
 */
export async function positionalFile(
  lines: AsyncIterable<string>,
  wanted: ReadonlySet<string> | null,
): Promise<SpanFile> {
  const gathering = new Gathering(wanted);
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() !== '') gathering.record(line, `line ${number}`);
  }
  return gathering.finished();
}
