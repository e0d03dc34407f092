import { assetSpelled } from '../../imports/asset-spellings.ts';
import { KRAKEN, KRAKEN_SPOT } from '../../imports/kraken/names.ts';
import type { ContractEvent, FeedEvent } from '../events.ts';
import { isFields, isList, type Fields, type MessageReader } from '../message-reader.ts';

/**
 * Answers of `0/public`: a list of faults, and a result by pair. Pairs that trade are contracts, under
 * the name that the socket gives them: `XBT/USDT` in the list is `BTC/USDT` there.
 */
export function spotResult(message: Fields, read: MessageReader): readonly FeedEvent[] {
  const { error, result } = message;
  if (isList(error) && error.length > 0) {
    return [{ kind: 'control', word: 'refused', detail: JSON.stringify(error).slice(0, 200) }];
  }
  const rows = isFields(result) ? Object.entries(result) : [];
  if (!rows.some(([, row]) => isPair(row))) {
    return [{ kind: 'control', word: 'answered', detail: 'a result that was not asked for' }];
  }
  return rows.flatMap(([name, row]) => {
    const fields = read.fields(row, `result.${name}`);
    return fields === null ? [] : pair(fields, read, `result.${name}.`);
  });
}

const isPair = (row: unknown): boolean => isFields(row) && Object.hasOwn(row, 'wsname');

function pair(row: Fields, read: MessageReader, where: string): readonly ContractEvent[] {
  const { status } = row;
  if (status !== undefined && status !== 'online') return [];
  const name = read.text(row['wsname'], `${where}wsname`);
  const base = read.text(row['base'], `${where}base`);
  const quote = read.text(row['quote'], `${where}quote`);
  if (name === null || base === null || quote === null) return [];
  const [of, against, ...more] = name.split('/').map((part) => assetSpelled(part, KRAKEN));
  if (!of || !against || more.length > 0) {
    read.fault('malformed', `${where}wsname`, `"${name}" is no pair`);
    return [];
  }
  if (!isSame(base, of) || !isSame(quote, against)) {
    read.fault('conflict', `${where}wsname`, `"${name}" is listed as ${base} in ${quote}`);
    return [];
  }
  return [
    {
      kind: 'contract',
      contract: {
        kind: 'contract',
        market: KRAKEN_SPOT,
        symbol: `${of}/${against}`,
        instrumentKind: 'spot',
        payoff: 'linear',
        underlying: of,
        quote: against,
        settlement: against,
        multiplier: '1',
        priceUnit: 'quote',
        expiry: null,
        right: null,
        strike: null,
        exercise: null,
      },
    },
  ];
}

/** Old codes carry a class before them: `XXBT` and `ZUSD` are `XBT` and `USD`. */
const isSame = (code: string, asset: string): boolean =>
  assetSpelled(code, KRAKEN) === asset ||
  (/^[XZ][A-Z]{3}$/.test(code) && assetSpelled(code.slice(1), KRAKEN) === asset);
