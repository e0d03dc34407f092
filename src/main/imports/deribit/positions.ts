import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { isZero, signOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, text, word } from '../fields.ts';
import type { ReadEvent, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { answerTime } from './answer.ts';
import { DERIBIT, DERIBIT_MARKET, deribitName } from './names.ts';

const Row = z.object({
  instrument_name: text,
  size: decimal(),
  direction: word(['buy', 'sell', 'zero']),
  average_price: optionalDecimal(),
  mark_price: optionalDecimal(),
  index_price: optionalDecimal(),
});

function position(row: z.infer<typeof Row>, account: string, at: Instant): Outcome<Stated> {
  const sign = signOf(row.size);
  const agrees = { buy: sign >= 0, sell: sign <= 0, zero: sign === 0 }[row.direction];
  if (!agrees) {
    return fail('conflict', `direction "${row.direction}" contradicts size ${row.size}`, 'size');
  }
  return ok({
    items: [
      {
        kind: 'position',
        account,
        market: DERIBIT_MARKET,
        symbol: row.instrument_name,
        quantity: row.size,
        entryPrice: isZero(row.size) ? null : row.average_price,
        markPrice: row.mark_price,
        indexPrice: row.index_price,
        // The file's leverage is the most that Deribit would allow, not one that the user chose.
        leverage: null,
        marginMode: 'cross',
        isolatedMargin: null,
        contract: null,
        at,
      },
    ],
    summary: `position ${row.instrument_name} ${row.size}`,
  });
}

const momentOf = ({ whole }: Document, { fileTime }: ReadOptions): Instant =>
  answerTime(whole) ?? fileTime;

/** The assets that the rows settle in. Deribit answers for one currency at a time, or for all. */
function settlements({ rows }: Document): readonly string[] {
  const found = new Set<string>();
  for (const row of rows) {
    const fields = fieldsOf(Row, row);
    const name = fields.ok ? deribitName(fields.value.instrument_name) : null;
    if (name?.ok === true && name.value.settlement !== null) found.add(name.value.settlement);
  }
  return [...found];
}

function* closing(document: Document, options: ReadOptions): Iterable<ReadEvent> {
  const account = options.account ?? 'main';
  const scope = {
    event: 'scope',
    account,
    market: DERIBIT_MARKET,
    at: momentOf(document, options),
  } as const;
  const [only, ...others] = settlements(document);
  if (only === undefined || others.length > 0) {
    yield scope;
    return;
  }
  yield note(
    `all positions settle in ${only}: those settling in other assets are left as they were`,
  );
  yield { ...scope, settlement: only };
}

/**
 * The same answer to a question for all currencies: it holds every position. The answer does not say
 * what was asked, so that no file is recognised as one.
 */
export const deribitAllPositions: StatementFormat = documentFormat({
  id: 'deribit-all-positions-json',
  title: 'Deribit positions of all currencies (JSON)',
  venue: DERIBIT,
  recognises: () => false,
  rows: ['instrument_name', 'size'],
  schema: Row,
  reader: (document, options) => (row) =>
    position(row, options.account ?? 'main', momentOf(document, options)),
  *closing(document, options) {
    const account = options.account ?? 'main';
    const at = momentOf(document, options);
    yield { event: 'scope', account, market: DERIBIT_MARKET, at };
  },
});

/** Answer of `private/get_positions`, wrapped or bare, numbers as numbers or as text. */
export const deribitPositions: StatementFormat = documentFormat({
  id: 'deribit-positions-json',
  title: 'Deribit positions (JSON)',
  venue: DERIBIT,
  recognises: (head) =>
    hasKeys(head, 'instrument_name', 'size', 'direction', 'average_price', 'mark_price'),
  rows: ['instrument_name', 'size'],
  schema: Row,
  reader: (document, options) => (row) =>
    position(row, options.account ?? 'main', momentOf(document, options)),
  closing,
});
