import type { ChainReading, ChainSource } from '../../../engine/contract/chain.ts';
import type { ConnectionState, FollowedAccountState } from '../../../engine/contract/feeds.ts';
import type { LiveContract, PriceSource } from '../../../engine/contract/market.ts';

/** What a state of a feed means. */
export const stateWords: Readonly<Record<ConnectionState, string>> = {
  connecting: 'no connection is open',
  syncing: 'open, not everything has come yet',
  live: 'all that was asked for is there',
  stale: 'open, and nothing is heard',
  resync: 'an order book is had anew',
  stopped: 'stopped by us',
};

export const accountWords: Readonly<Record<FollowedAccountState, string>> = {
  locked: 'not asked: keys are locked or the venue is off',
  checking: 'checking what the key may do',
  following: 'following',
  failing: 'failing, tried again',
  refused: 'refused',
};

export const standingWords: Readonly<Record<PriceSource['standing'], string>> = {
  used: 'used',
  fenced: 'fenced off',
  stale: 'stale',
  refused: 'refused',
  'no rate': 'no rate',
};

export const bookWords: Readonly<Record<NonNullable<LiveContract['book']>, string>> = {
  syncing: 'syncing',
  live: 'live',
  doubtful: 'in doubt',
  withdrawn: 'withdrawn',
};

export const chainStateWords: Readonly<Record<ChainSource['state'], string>> = {
  off: 'not asked',
  asking: 'asked, nothing heard yet',
  live: 'live',
  failing: 'failing, asked again',
};

type Read = Extract<ChainReading['price'], { readonly ok: true }>['value'];

export const readingWords: Readonly<Record<Read['standing'], string>> = {
  counts: 'counts',
  stale: 'stale',
  doubtful: 'in doubt',
};
