import { asset } from '../../../engine/values/ids.ts';
import { COINBASE_SPOT } from '../../imports/coinbase/names.ts';
import type { ContractEvent } from '../events.ts';
import type { MessageReader } from '../message-reader.ts';

/** Pairs of the spot market, as `/products` lists them at either interface; futures are listed elsewhere. */
export function productEvents(
  rows: readonly unknown[],
  where: string,
  read: MessageReader,
): readonly ContractEvent[] {
  return rows.flatMap((row, i): ContractEvent[] => {
    const at = `${where}[${i}]`;
    const fields = read.fields(row, at);
    if (fields === null) return [];
    const { product_type: type, trading_disabled: disabled } = fields;
    if ((type !== undefined && type !== 'SPOT') || disabled === true) return [];
    const symbol = read.text(fields['product_id'] ?? fields['id'], `${at}.product_id`);
    const base = read.text(
      fields['base_currency_id'] ?? fields['base_currency'],
      `${at}.base_currency_id`,
    );
    const quote = read.text(
      fields['quote_currency_id'] ?? fields['quote_currency'],
      `${at}.quote_currency_id`,
    );
    if (symbol === null || base === null || quote === null) return [];
    if (symbol !== `${base}-${quote}`) {
      read.fault('conflict', `${at}.product_id`, `"${symbol}" is listed as ${base} in ${quote}`);
      return [];
    }
    return [
      {
        kind: 'contract',
        contract: {
          kind: 'contract',
          market: COINBASE_SPOT,
          symbol,
          instrumentKind: 'spot',
          payoff: 'linear',
          underlying: asset(base),
          quote: asset(quote),
          settlement: asset(quote),
          multiplier: '1',
          priceUnit: 'quote',
          expiry: null,
          right: null,
          strike: null,
          exercise: null,
        },
      },
    ];
  });
}
