import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { marginModelIds, type MarginAccount, type MarginModelId } from '../../engine/model/book.ts';
import {
  marginAccountId,
  type Asset,
  type MarginAccountId,
  type Venue,
} from '../../engine/values/ids.ts';

type PoolRule = { readonly pool: 'settlement' | 'account'; readonly model: MarginModelId };

type VenueRule = PoolRule & {
  readonly title: string;
  /** Pooling of accounts whose name ends so, where it differs. */
  readonly wallets?: Readonly<Record<string, PoolRule['pool']>> | undefined;
};

/** How venues pool collateral, and the model each pool is margined by. */
export type Pools = {
  readonly source: string;
  readonly from: string;
  readonly venues: Readonly<Record<string, VenueRule>>;
  /** By the venue's own word for its margin model. */
  readonly statedModels: Readonly<Record<string, PoolRule>>;
};

const pooling = z.enum(['settlement', 'account']);

const ruleFields = {
  pool: pooling,
  model: z.enum(marginModelIds),
};

const document: z.ZodType<Pools> = z.object({
  source: z.string(),
  from: z.string(),
  venues: z.record(
    z.string(),
    z.object({
      title: z.string(),
      wallets: z.record(z.string(), pooling).optional(),
      ...ruleFields,
    }),
  ),
  statedModels: z.record(z.string(), z.object(ruleFields)),
});

/** Reads `resources/venues/pools.json`. @throws when the project's own file is broken */
export const loadPools = (resources: string): Pools =>
  document.parse(JSON.parse(readFileSync(join(resources, 'venues', 'pools.json'), 'utf8')));

/** The pool that a position or balance belongs to: its identity without figures. */
export type Pool = Omit<MarginAccount, 'stated'>;

/** Names the margin account of one position or balance. */
export type PoolOf = {
  readonly cross: (venue: Venue, account: string, settlement: Asset) => Pool;
  readonly isolated: (venue: Venue, account: string, symbol: string) => Pool;
};

const named = (title: string, ...parts: readonly string[]): string =>
  [title, ...parts].filter((part) => part !== '').join(' ');

const identity = (venue: Venue, parts: readonly string[]): MarginAccountId =>
  marginAccountId([venue, ...parts].join(':'));

/**
 * Pools by the venue's rule, or by the margin model that the venue's own file names for the account.
 *
 * @param stated the venue's word for the model per `venue:account`, such as `segregated_pm`
 */
export function poolsBy(pools: Pools, stated: ReadonlyMap<string, string>): PoolOf {
  const titleOf = (venue: Venue): string => pools.venues[venue]?.title ?? venue;
  const ruleOf = (venue: Venue, account: string): PoolRule => {
    const word = stated.get(`${venue}:${account}`);
    const byWord = word === undefined ? undefined : pools.statedModels[word];
    if (byWord !== undefined) return byWord;
    const byVenue = pools.venues[venue];
    if (byVenue === undefined) return { pool: 'account', model: 'stated' };
    const wallet = Object.entries(byVenue.wallets ?? {}).find(([name]) => account.endsWith(name));
    return wallet === undefined ? byVenue : { ...byVenue, pool: wallet[1] };
  };
  return {
    cross: (venue, account, settlement) => {
      const { pool, model } = ruleOf(venue, account);
      const apart = pool === 'settlement';
      return {
        id: identity(venue, apart ? [account, settlement] : [account]),
        venue,
        name: named(titleOf(venue), account, apart ? settlement : ''),
        mode: 'cross',
        model,
      };
    },
    isolated: (venue, account, symbol) => {
      const { model } = ruleOf(venue, account);
      return {
        id: identity(venue, [account, 'isolated', symbol]),
        venue,
        name: named(titleOf(venue), account, `isolated ${symbol}`),
        mode: 'isolated',
        model: model === 'tiered-cross' ? 'tiered-isolated' : model,
      };
    },
  };
}
