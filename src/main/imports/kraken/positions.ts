import { z } from 'zod';
import { krakenSymbol } from '../../../engine/instruments/kraken.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { negated, signOf } from '../decimals.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { decimal, optionalDecimal, text, word } from '../fields.ts';
import type { ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, member } from '../json-document.ts';
import { instantOf } from '../times.ts';
import { FLEX, KRAKEN, KRAKEN_FUTURES, walletAccount, walletOf } from './names.ts';

const Row = z.object({
  side: word(['long', 'short']),
  symbol: text,
  price: optionalDecimal(),
  size: decimal(),
  /** Set on isolated positions only. */
  maxFixedLeverage: optionalDecimal(),
});

function momentOf({ whole }: Document, { fileTime }: ReadOptions): Instant {
  const told = member(whole, 'serverTime');
  const at = typeof told === 'string' ? instantOf(told, ['year-month-day'], 'UTC') : null;
  return at?.ok === true ? at.value : fileTime;
}

/** Answer of `derivatives/api/v3/openpositions`: sizes without a sign, `price` is the entry. */
export const krakenPositions: StatementFormat = documentFormat({
  id: 'kraken-futures-positions-json',
  title: 'Kraken Futures open positions (JSON)',
  venue: KRAKEN,
  recognises: (head) => hasKeys(head, 'openPositions', 'serverTime'),
  rows: (whole) => {
    const list = member(whole, 'openPositions');
    return Array.isArray(list) ? list : null;
  },
  schema: Row,
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => {
      if (signOf(row.size) < 0)
        return fail('conflict', `side "${row.side}" with size ${row.size}`, 'size');
      const symbol = krakenSymbol(row.symbol);
      const quantity = row.side === 'short' ? negated(row.size) : row.size;
      return ok({
        items: [
          {
            kind: 'position',
            account: walletAccount(options.account, walletOf(symbol)),
            market: KRAKEN_FUTURES,
            symbol,
            quantity,
            entryPrice: row.price,
            markPrice: null,
            indexPrice: null,
            leverage: row.maxFixedLeverage,
            marginMode: row.maxFixedLeverage === null ? 'cross' : 'isolated',
            isolatedMargin: null,
            contract: null,
            at,
          },
        ],
        summary: `position ${symbol} ${quantity}`,
      });
    };
  },
  *closing(document, options) {
    const at = momentOf(document, options);
    const wallets = new Set([FLEX]);
    for (const row of document.rows) {
      const symbol = member(row, 'symbol');
      if (typeof symbol === 'string') wallets.add(walletOf(krakenSymbol(symbol)));
    }
    for (const wallet of wallets) {
      const account = walletAccount(options.account, wallet);
      yield { event: 'scope', account, market: KRAKEN_FUTURES, at };
    }
  },
});
