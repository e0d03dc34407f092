import { z } from 'zod';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { assetSpelled } from '../asset-spellings.ts';
import { magnitude, scaled } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { optionalDecimal, optionalTime, text, textOrNull } from '../fields.ts';
import type { StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { BITMEX, BITMEX_MARKET, minorNamed, minorOf } from './money.ts';
import { words } from '../words.ts';

const InstrumentRow = z.object({
  symbol: text,
  underlying: text,
  quoteCurrency: text,
  settlCurrency: textOrNull,
  multiplier: optionalDecimal(),
  isQuanto: textOrNull,
  isInverse: textOrNull,
  typ: text,
  expiry: optionalTime(['year-month-day'], 'UTC'),
});

/** Kinds by the CFI code of ISO 10962 that BitMEX gives. */
const KINDS: Readonly<Record<string, 'perpetual' | 'future' | 'spot'>> = words({
  FFWCSX: 'perpetual',
  FFWCSF: 'perpetual',
  FFCCSX: 'future',
  FFSCSX: 'future',
  IFXXXP: 'spot',
});

function contract(row: z.infer<typeof InstrumentRow>): Outcome<Stated> {
  const kind = KINDS[row.typ];
  if (kind === undefined) {
    return fail('unsupported-instrument', `${row.symbol} is of type ${row.typ}`, 'typ');
  }
  const minor = minorNamed(row.settlCurrency ?? minorOf(row.symbol));
  if (!minor.ok) return minor;
  if (kind !== 'spot' && row.multiplier === null)
    return fail('missing-field', 'no size', 'multiplier');
  if (kind === 'future' && row.expiry === null) return fail('missing-field', 'no expiry', 'expiry');
  const payoff =
    row.isInverse === 'true' ? 'inverse' : row.isQuanto === 'true' ? 'quanto' : 'linear';
  return ok({
    items: [
      {
        kind: 'contract',
        market: BITMEX_MARKET,
        symbol: row.symbol,
        instrumentKind: kind,
        payoff,
        underlying: assetSpelled(row.underlying, BITMEX),
        quote: assetSpelled(row.quoteCurrency, BITMEX),
        settlement: kind === 'spot' ? assetSpelled(row.quoteCurrency, BITMEX) : minor.value.asset,
        // Minor units of the settlement currency per point of price, or per contract if inverse.
        multiplier:
          kind === 'spot' ? '1' : scaled(magnitude(row.multiplier ?? '0'), -minor.value.places),
        priceUnit: 'quote',
        expiry: kind === 'future' ? row.expiry : null,
        right: null,
        strike: null,
        exercise: null,
      },
    ],
    summary: `contract ${row.symbol}`,
  });
}

/** Answer of `api/v1/instrument`. */
export const bitmexInstruments: StatementFormat = documentFormat({
  id: 'bitmex-instruments-json',
  title: 'BitMEX instrument list (JSON)',
  venue: BITMEX,
  recognises: (head) => hasKeys(head, 'symbol', 'typ', 'multiplier', 'isInverse', 'isQuanto'),
  rows: ['symbol', 'typ'],
  schema: InstrumentRow,
  reader: () => contract,
});
