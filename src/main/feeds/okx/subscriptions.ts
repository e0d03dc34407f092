import type { Asset } from '../../../engine/values/ids.ts';
import { OKX_MARKET } from '../../imports/okx/names.ts';
import type { Wanted } from '../venue-feed.ts';

type Argument = { readonly channel: string; readonly instId: string } | FamilyArgument;
type FamilyArgument = { readonly channel: string; readonly instFamily: string };

/** The venue takes 64 KiB of channels in one request; names are ASCII. */
const LONGEST = 60_000;

/** Options are listed of these alone (help of the venue, "options trading"). */
const WITH_OPTIONS: readonly string[] = ['BTC', 'ETH'];
/** Quotes of the indices that contracts settle against. */
const QUOTES = ['USD', 'USDT'];

const isOption = (symbol: string): boolean => /-[CP]$/.test(symbol);
const isSpot = (symbol: string): boolean => symbol.split('-').length === 2;
/** Perpetuals; the far-dated "X-Perps" pay funding too. */
const isFunded = (symbol: string): boolean =>
  symbol.endsWith('-SWAP') || symbol.includes('_XPERP-');

/** Families of options: `BTC-USD`. */
export function optionFamilies({ instruments, assets }: Wanted): readonly string[] {
  const wanted = instruments.filter(
    ({ market, symbol }) => market === OKX_MARKET && isOption(symbol),
  );
  return [
    ...new Set([
      ...wanted.map(({ symbol }) => symbol.split('-').slice(0, 2).join('-')),
      ...assets.filter((of) => WITH_OPTIONS.includes(of)).map((of) => `${of}-USD`),
    ]),
  ];
}

const indicesOf = (of: Asset): readonly Argument[] =>
  QUOTES.filter((quote) => quote !== of).map((quote) => ({
    channel: 'index-tickers',
    instId: `${of}-${quote}`,
  }));

/** What is said of the instruments themselves. */
const channelsOf = (wanted: Wanted): readonly Argument[] =>
  wanted.instruments
    .filter(({ market }) => market === OKX_MARKET)
    .flatMap(({ symbol, book }) => [
      { channel: 'tickers', instId: symbol },
      ...(isSpot(symbol)
        ? []
        : [
            { channel: 'mark-price', instId: symbol },
            { channel: 'open-interest', instId: symbol },
          ]),
      ...(isFunded(symbol) ? [{ channel: 'funding-rate', instId: symbol }] : []),
      ...(book ? [{ channel: 'books', instId: symbol }] : []),
    ]);

export const operation = (op: 'subscribe' | 'unsubscribe', args: readonly Argument[]): string =>
  JSON.stringify({ op, args });

/** Channels in as few lists as the venue's length allows. */
function inRequests(channels: readonly Argument[]): readonly (readonly Argument[])[] {
  const requests: Argument[][] = [];
  let room = 0;
  for (const channel of channels) {
    const length = JSON.stringify(channel).length + 1;
    if (length > room) {
      requests.push([]);
      room = LONGEST;
    }
    requests.at(-1)?.push(channel);
    room -= length;
  }
  return requests;
}

/**
 * Requests to subscribe to all. Not every asset has each index: those are asked for one by one, so that
 * the refusal of one leaves the others.
 */
export function openingOf(wanted: Wanted): readonly string[] {
  const single: readonly Argument[] = [
    ...wanted.assets.flatMap(indicesOf),
    ...optionFamilies(wanted).map((instFamily) => ({ channel: 'opt-summary', instFamily })),
  ];
  return [...inRequests(channelsOf(wanted)), ...single.map((channel) => [channel])].map((args) =>
    operation('subscribe', args),
  );
}
