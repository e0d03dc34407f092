import { failed } from '../events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { xmlDocument, xmlRoot } from '../xml-document.ts';
import { flexEvents } from './flex-events.ts';
import { flexStatements } from './flex-statement.ts';
import { IBKR } from './names.ts';

const ROOTS = new Set(['FlexQueryResponse', 'FlexStatements', 'FlexStatement']);

/** A Flex answer, or single elements of one that name an account of IBKR's as their rows do. */
function recognises(head: FileHead): boolean {
  const root = xmlRoot(head);
  if (root === null) return false;
  return (
    ROOTS.has(root.name) ||
    /<(?:OpenPosition|Trade|CashReportCurrency|ConversionRate)\s[^>]{0,4000}\b(?:fxRateToBase|endingCash|fromCurrency)=/.test(
      head.text,
    )
  );
}

async function* read(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const document = await xmlDocument(chunks);
  if (!document.ok) {
    yield failed(1, document.failure);
    return;
  }
  const otherwise = { account: options.account ?? 'main', at: options.fileTime };
  yield* flexEvents(flexStatements(document.value, otherwise));
}

/** Interactive Brokers Flex query, XML. Which attributes a row has depends on the user's query. */
export const ibkrFlex: StatementFormat = {
  id: 'ibkr-flex-xml',
  title: 'Interactive Brokers Flex query (XML)',
  venue: IBKR,
  recognises,
  read,
};
