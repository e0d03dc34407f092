import type { ChainReading, ChainSource } from '../../../engine/contract/chain.ts';
import type { ConnectionState, FollowedAccountState } from '../../../engine/contract/feeds.ts';
import type { LiveContract, PriceSource } from '../../../engine/contract/market.ts';

export const stateWords: Readonly<Record<ConnectionState, string>> = {
  connecting: 'connecting',
  syncing: 'syncing: not everything has come yet',
  live: 'live',
  stale: 'stale: nothing is heard',
  resync: 'resync: a book is had anew',
  stopped: 'stopped',
};

export const accountWords: Readonly<Record<FollowedAccountState, string>> = {
  locked: 'not asked: keys are locked or the venue is off',
  checking: 'checking what the key may do',
  following: 'following',
  failing: 'failing, tried again',
  refused: 'refused: the key may do more than read',
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
