import { failure, type Failure } from '../../../engine/values/outcome.ts';
import { failed, note } from '../events.ts';
import type { FileHead, ReadEvent, StatementFormat } from '../format.ts';
import { elementsNamed, xmlDocument, xmlRoot, type XmlElement } from '../xml-document.ts';
import { EUREX } from './eurex-position.ts';
import { shortened } from '../decimals.ts';

const firstNamed = (of: XmlElement, name: string): XmlElement | null =>
  elementsNamed(of, name)[0] ?? null;

/** Elements of a trade that say who and when, not what. */
const ABOUT = new Set(['tradeHeader', 'documentation', 'party', 'account']);

/** What the trade is, so that the user can see what is missing: `fra CHF 12000000.00 until 2047-04-20`. */
function described(trade: XmlElement): string {
  const body = firstNamed(trade, 'trade');
  const product = body?.children.find((child) => !ABOUT.has(child.name));
  const notional =
    firstNamed(trade, 'notional') ?? firstNamed(trade, 'notionalStepSchedule') ?? trade;
  const words = [
    product?.name,
    firstNamed(notional, 'currency')?.text,
    firstNamed(notional, 'amount')?.text ?? firstNamed(notional, 'initialValue')?.text,
  ];
  const end = firstNamed(trade, 'adjustedTerminationDate') ?? firstNamed(trade, 'terminationDate');
  const until = end === null ? undefined : (firstNamed(end, 'unadjustedDate') ?? end).text;
  const what = words
    .filter((word) => word !== undefined && word !== '')
    .map((word) => shortened(word ?? ''))
    .join(' ');
  return until === undefined || until === '' ? what : `${what} until ${shortened(until)}`;
}

function unsupported(trade: XmlElement): Failure {
  const id = trade.attributes['id'] ?? '';
  return failure(
    'unsupported-instrument',
    `trade ${shortened(id)} is an interest rate trade (${described(trade)}), which cannot be priced here: it is in no figure`,
    'CCPTradeId',
  );
}

async function* read(chunks: AsyncIterable<string>): AsyncIterable<ReadEvent> {
  const document = await xmlDocument(chunks);
  if (!document.ok) {
    yield failed(1, document.failure);
    return;
  }
  const trades = elementsNamed(document.value, 'CCPTradeId');
  for (const [i, trade] of trades.entries()) yield failed(i + 1, unsupported(trade));
  const day = firstNamed(document.value, 'rptPrntRunDat')?.text ?? 'an unnamed day';
  yield note(
    `full inventory of ${shortened(day)}: ${trades.length} cleared trades, none of them listed contracts`,
  );
}

function recognises(head: FileHead): boolean {
  const root = xmlRoot(head);
  return root?.name === 'Report' && /EurexIRSFullInventoryReport|CB202/.test(root.tag);
}

/**
 * Eurex Clearing's full inventory of interest rate trades (report CB202). Crossguard prices no such trade: each
 * is kept as a failure, so that nobody takes the rest of the book for the whole.
 */
export const eurexInventory: StatementFormat = {
  id: 'eurex-cb202-xml',
  title: 'Eurex Clearing full inventory of rate trades (CB202, XML)',
  venue: EUREX,
  recognises,
  read,
};
