import type { Instant } from '../../../engine/values/units.ts';
import { failed, note, stated } from '../events.ts';
import type { FileHead, ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { elementsNamed, xmlDocument, xmlRoot } from '../xml-document.ts';
import { CLEARING, CLEARING_MARKET, positionReport } from './fixml-report.ts';

async function* read(
  chunks: AsyncIterable<string>,
  options: ReadOptions,
): AsyncIterable<ReadEvent> {
  const document = await xmlDocument(chunks);
  if (!document.ok) {
    yield failed(1, document.failure);
    return;
  }
  const reports = elementsNamed(document.value, 'PosRpt');
  const times = new Map<string, Instant>();
  let unread = false;
  for (const [i, element] of reports.entries()) {
    const report = positionReport(element, options);
    if (report.ok) times.set(report.value.account, report.value.at);
    else unread = true;
    yield report.ok ? stated(i + 1, report.value.stated) : failed(i + 1, report.failure);
  }
  // The answer's head says how many reports belong to it.
  const [head] = elementsNamed(document.value, 'ReqForPossAck');
  const whole = Number(head?.attributes['TotRpts'] ?? Number.NaN) === reports.length && !unread;
  if (!whole) {
    yield note(
      'the batch is not known to be whole: positions that it does not list stay as they were',
    );
    return;
  }
  for (const [account, at] of times) yield { event: 'scope', account, market: CLEARING_MARKET, at };
}

const recognises = (head: FileHead): boolean =>
  xmlRoot(head)?.name === 'FIXML' && /<(?:\w+:)?PosRpt[\s>]/.test(head.text);

/** Position reports of a clearing house or broker in FIXML 4.4 or 5.0. */
export const fixmlPositions: StatementFormat = {
  id: 'fixml-position-report',
  title: 'Position reports (FIXML)',
  venue: CLEARING,
  recognises,
  read,
};
