import { z } from 'zod';
import { dayNumber } from '../../../engine/instruments/calendar.ts';
import { GRAMMARS } from '../../../engine/instruments/grammars.ts';
import { asset, type Market } from '../../../engine/values/ids.ts';
import { dayOf } from '../../../engine/values/days.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { documentFormat } from '../document-format.ts';
import type { Stated } from '../events.ts';
import { assetCode, field, text, textOrNull } from '../fields.ts';
import type { StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { instantOf } from '../times.ts';
import { BYBIT, BYBIT_INVERSE, BYBIT_LINEAR, BYBIT_OPTION, BYBIT_SPOT } from './markets.ts';

const Row = z.object({
  symbol: text,
  contractType: textOrNull,
  optionsType: textOrNull,
  baseCoin: assetCode,
  quoteCoin: assetCode,
  settleCoin: textOrNull,
  deliveryTime: field((raw): Outcome<Instant | null> =>
    raw === '' || raw === '0' ? ok(null) : instantOf(raw, ['epoch-milliseconds'], 'UTC'),
  ),
});
type Fields = z.infer<typeof Row>;

function marketOf({ contractType, optionsType }: Fields): Market {
  if (optionsType !== null) return BYBIT_OPTION;
  if (contractType === null) return BYBIT_SPOT;
  return contractType.startsWith('Inverse') ? BYBIT_INVERSE : BYBIT_LINEAR;
}

function contract(row: Fields): Outcome<Stated> {
  const market = marketOf(row);
  const quotes = [row.quoteCoin];
  const name = GRAMMARS.get(market)?.name(row.symbol, quotes);
  if (name === undefined || !name.ok) {
    return name ?? fail('unknown-contract', `${market} is not known`, 'symbol');
  }
  const { kind, payoff, expiry, right, strike, priceUnit, quote } = name.value;
  // Options are listed as quoted in dollars; their names mean the stablecoin that they settle in.
  const stated = kind === 'option' ? (row.settleCoin ?? row.quoteCoin) : row.quoteCoin;
  if (payoff === null || quote !== stated) {
    return fail('conflict', `"${row.symbol}" is not quoted in ${stated}`, 'quoteCoin');
  }
  const dated = kind === 'future' || kind === 'option';
  if (dated && row.deliveryTime === null) {
    return fail('missing-field', `${row.symbol} has no delivery time`, 'deliveryTime');
  }
  const day =
    expiry === null || expiry.day === null
      ? null
      : dayNumber(expiry.year, expiry.month, expiry.day);
  if (day !== null && row.deliveryTime !== null && dayOf(row.deliveryTime) !== day) {
    const other = new Date(row.deliveryTime).toISOString();
    return fail(
      'conflict',
      `"${row.symbol}" names one expiry, deliveryTime another: ${other}`,
      'deliveryTime',
    );
  }
  return ok({
    items: [
      {
        kind: 'contract',
        market,
        symbol: row.symbol,
        instrumentKind: kind,
        payoff,
        underlying: row.baseCoin,
        quote: asset(quote),
        settlement: payoff === 'inverse' ? row.baseCoin : asset(quote),
        // Sizes are stated in coins, or in dollars for inverse contracts.
        multiplier: '1',
        priceUnit,
        expiry: dated ? row.deliveryTime : null,
        right,
        strike,
        exercise: right === null ? null : 'european',
      },
    ],
    summary: `contract ${row.symbol}`,
  });
}

/** Answer of `market/instruments-info`, v5. */
export const bybitInstruments: StatementFormat = documentFormat({
  id: 'bybit-instruments-json',
  title: 'Bybit instrument list (JSON)',
  venue: BYBIT,
  recognises: (head) => hasKeys(head, 'symbol', 'baseCoin', 'quoteCoin', 'lotSizeFilter'),
  rows: ['symbol', 'baseCoin', 'quoteCoin'],
  schema: Row,
  reader: () => contract,
});
