import type { ContractFacts, ListedContract } from '../../engine/instruments/contract-facts.ts';
import { instrumentOf } from '../../engine/instruments/instrument-of.ts';
import type { OptionQuote } from '../../engine/pricing/surface/option-quote.ts';
import { instrumentId, type InstrumentId } from '../../engine/values/ids.ts';
import { failure, type Batch, type Failure } from '../../engine/values/outcome.ts';
import { instant } from '../../engine/values/units.ts';
import type { ContractItem, DecimalText, QuoteItem } from '../imports/format.ts';
import type { FindInstrument } from './book.ts';
import { readStatement, type FileSource } from '../imports/read-file.ts';

type Read = { readonly quotes: QuoteItem[]; readonly contracts: ContractItem[] };

/** The quotes and contracts of one file; rows that could not be read are failures. */
async function readInto(file: FileSource, fileTime: number, into: Read): Promise<Failure[]> {
  const options = {
    name: file.name,
    account: null,
    mapping: null,
    format: null,
    fileTime: instant(fileTime),
  };
  const reading = await readStatement(file, options, () => undefined, new AbortController().signal);
  if (!reading.recognised) {
    return [failure(reading.refusal.reason, reading.refusal.message, file.name)];
  }
  const failures: Failure[] = [];
  let found = 0;
  for await (const event of reading.events) {
    if (event.event === 'failed') {
      const { line, field, reason, message } = event.failure;
      const at = `${file.name}, line ${line}${field === '' ? '' : `, ${field}`}`;
      failures.push(failure(reason, message, at));
    }
    if (event.event !== 'row') continue;
    for (const item of event.items) {
      if (item.kind === 'quote') into.quotes.push(item);
      if (item.kind === 'contract') into.contracts.push(item);
      if (item.kind === 'quote' || item.kind === 'contract') found++;
    }
  }
  if (found === 0) {
    failures.push(failure('missing-field', `${reading.format.title}: it has no quotes`, file.name));
  }
  return failures;
}

const numberOf = (text: DecimalText | null): number | null => (text === null ? null : Number(text));

function quoteOf(item: QuoteItem, find: FindInstrument): OptionQuote | Failure {
  const found = find(item.symbol, item.market, item.at);
  if (!found.ok) return found.failure;
  return {
    instrument: found.value,
    bid: numberOf(item.bid),
    ask: numberOf(item.ask),
    mark: numberOf(item.mark),
    // Files of quotes state neither sizes nor the volatilities of bid and ask.
    bidSize: null,
    askSize: null,
    bidVolatility: null,
    askVolatility: null,
    markVolatility: numberOf(item.volatility),
    forward: numberOf(item.forward),
    at: item.at,
  };
}

/**
 * The quotes of options in some files, in the order of the rows; futures and other quotes are left
 * aside. Contracts that a file lists win over our dated rules.
 *
 * @param files with their own times, milliseconds
 */
export async function optionQuotes(
  files: readonly (FileSource & { readonly time: number })[],
  facts: ContractFacts,
): Promise<Batch<OptionQuote>> {
  const read: Read = { quotes: [], contracts: [] };
  const failures: Failure[] = [];
  for (const file of files) failures.push(...(await readInto(file, file.time, read)));
  const listed = new Map<InstrumentId, ListedContract>(facts.listed);
  for (const contract of read.contracts) {
    const id = instrumentId(contract.symbol, contract.market);
    if (id.ok) listed.set(id.value, contract);
  }
  const known = { ...facts, listed };
  const quotes = quotesOfOptions(read.quotes, (symbol, market, at) =>
    instrumentOf(symbol, market, known, at),
  );
  return { items: quotes.items, failures: [...failures, ...quotes.failures] };
}

/** The quotes of options among some; those whose contract is not known are failures. */
export function quotesOfOptions(
  quotes: readonly QuoteItem[],
  find: FindInstrument,
): Batch<OptionQuote> {
  const items: OptionQuote[] = [];
  const failures: Failure[] = [];
  for (const item of quotes) {
    const quote = quoteOf(item, find);
    if ('reason' in quote) failures.push(quote);
    else if (quote.instrument.kind === 'option') items.push(quote);
  }
  return { items, failures };
}
