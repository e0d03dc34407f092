import type { InterSpread, SpanContract } from '../../../engine/margin/span/parameters.ts';
import { fail, failure, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { xmlDocument, type XmlElement } from '../../imports/xml-document.ts';
import { cutElements } from './element-cutter.ts';
import { FailedRows } from './failed-rows.ts';
import { spnCommodity, type SpnCommodity } from './spn-commodity.ts';
import { PORTFOLIOS, portfolioContracts, type Underlyings } from './spn-contracts.ts';
import { optionalNumber, textOf } from './spn-fields.ts';
import type { SpanReading, Wanted } from './wanted.ts';

const HEAD: readonly string[] = ['fileFormat', 'created', 'date', 'isSetl', 'ec', 'exch'];

/** Elements of portfolios name their exchange too, but inside them nothing more is cut. */
const CUT: readonly string[] = [...HEAD, 'ccDef', 'interSpreads', ...PORTFOLIOS];

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

/** An inter-commodity spread as far as it matters: in what unit its rate is written is not published. */
function interSpread(of: XmlElement): InterSpread {
  const legs = of.children
    .filter(({ name }) => name.endsWith('Leg'))
    .map((leg) => {
      const ratio = optionalNumber(leg, 'i');
      return {
        commodity: textOf(leg, 'cc'),
        tier: null,
        ratio: ratio.ok && ratio.value !== null && ratio.value > 0 ? ratio.value : 1,
        side: textOf(leg, 'rs') === 'B' ? ('B' as const) : ('A' as const),
        creditRate: 0,
      };
    });
  return {
    name: `Inter-commodity spread ${textOf(of, 'spread')}`,
    legs,
    beforeCalendar: false,
    unsupported: 'how a .spn file writes its credit rate is not published',
  };
}

/** Whole codes of products stand near the head of a portfolio. */
const productIn = (text: string): string =>
  /<pfCode>\s*([^<]*?)\s*<\/pfCode>/.exec(text.slice(0, 65_536))?.[1] ?? '';

/** What of a `.spn` file is kept while its elements come by. */
class SpnElements {
  readonly failures: FailedRows = new FailedRows();
  readonly head = new Map<string, string>();
  readonly #wanted: Wanted;
  readonly #commodities: SpnCommodity[] = [];
  readonly #contracts: SpanContract[] = [];
  readonly #spreads: InterSpread[] = [];
  readonly #underlyings: Underlyings = new Map();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  async take(name: string, line: number, text: string): Promise<void> {
    const isOption = name.startsWith('oo');
    if (isOption && !this.#wanted.product(productIn(text))) return;
    const document = await xmlDocument(once(text));
    if (!document.ok) {
      this.failures.add(line, { ...document.failure, at: name });
      return;
    }
    const of = document.value;
    if (HEAD.includes(name)) this.#told(name, of.text);
    else if (name === 'ccDef') this.#commodity(line, of);
    else if (name === 'interSpreads') {
      this.#spreads.push(...of.children.map(interSpread));
    } else this.#portfolio(line, of);
  }

  /** A file says a thing of itself once, but names an exchange before each of its portfolios. */
  #told(name: string, text: string): void {
    if (name === 'exch' || !this.head.has(name)) this.head.set(name, text);
  }

  #commodity(line: number, of: XmlElement): void {
    const found = spnCommodity(of);
    if (!found.ok) {
      this.failures.add(line, found.failure);
      return;
    }
    const { products, commodity } = found.value;
    const wanted = products === null ? [commodity.code] : [...products];
    if (!wanted.some(this.#wanted.product)) return;
    for (const fault of commodity.unread) this.failures.add(line, fault);
    this.#commodities.push(found.value);
  }

  #portfolio(line: number, of: XmlElement): void {
    const exchange = this.head.get('exch') ?? '';
    const { contracts, failures } = portfolioContracts(of, exchange, this.#underlyings);
    if (!this.#wanted.product(textOf(of, 'pfCode'))) return;
    for (const fault of failures) this.failures.add(line, fault);
    this.#contracts.push(...contracts.filter(this.#wanted.contract));
  }

  reading(): SpanReading {
    const said = (name: string): string => this.head.get(name) ?? '';
    const codes = new Set(this.#commodities.map(({ commodity }) => commodity.code));
    const moment = said('isSetl') === '1' ? 'settlement' : 'intraday';
    const source = `${said('ec')} SPAN file of ${said('date')}, ${moment}, created ${said('created')}`;
    return {
      parameters: {
        commodities: this.#commodities.map(({ commodity }) => ({ ...commodity, source })),
        interSpreads: this.#spreads.filter(({ legs }) =>
          legs.every(({ commodity }) => codes.has(commodity)),
        ),
        contracts: this.#contracts.flatMap((contract) => this.#placed(contract)),
        currencyRates: [],
      },
      failures: this.failures.all(),
    };
  }

  /** In the commodity that links its product, or else the one of the same code. */
  #placed(contract: SpanContract): readonly SpanContract[] {
    const found =
      this.#commodities.find(({ products }) => products?.has(contract.product) === true) ??
      this.#commodities.find(({ commodity }) => commodity.code === contract.product);
    if (found !== undefined) return [{ ...contract, commodity: found.commodity.code }];
    const message = `no combined commodity has ${contract.product}`;
    this.failures.add(0, failure('missing-field', message, 'ccDef.pfLink'));
    return [];
  }
}

/**
 * SPAN parameters in XML (`.spn`, file format 4.00), one portfolio at a time: only what is wanted is held.
 * An element at fault costs itself; a file that is cut off, or declares a document type, is refused.
 */
export async function readSpn(
  chunks: AsyncIterable<string>,
  wanted: Wanted,
): Promise<Outcome<SpanReading>> {
  const elements = new SpnElements(wanted);
  let refused: string | null = null;
  let tail = '';
  async function* watched(): AsyncIterable<string> {
    for await (const chunk of chunks) {
      const text = chunk.replaceAll('\uFEFF', '');
      if (/<!(DOCTYPE|ENTITY)/i.test(tail + text)) {
        refused = 'it declares a document type, which no parameter file needs';
        return;
      }
      tail = (tail + text).slice(-64);
      yield text;
    }
  }
  for await (const { name, line, text } of cutElements(watched(), CUT)) {
    if (name === '') refused ??= `line ${line}: an element is cut off or too long`;
    else await elements.take(name, line, text);
  }
  if (refused === null && !/<\/spanFile>\s*$/.test(tail)) refused = 'it is cut off';
  const format = elements.head.get('fileFormat') ?? '';
  if (refused === null && !/^4\.0*$/.test(format)) refused = `its format is "${format}", not 4.00`;
  return refused === null
    ? ok(elements.reading())
    : fail('malformed', `the file is no SPAN parameter file: ${refused}`);
}
