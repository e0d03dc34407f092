import { z } from 'zod';
import { asset, type Asset } from '../../engine/values/ids.ts';
import { resourceFile } from './resource-file.ts';

const Names = z.object({
  coins: z.array(z.string()),
  series: z.record(z.string(), z.object({ asset: z.string() })),
});
const Listings = z.object({
  indices: z.record(z.string(), z.string()),
  futures: z.record(z.string(), z.string()),
});

let taken: ReadonlySet<string> | null = null;

/** Codes that a share's ticker must not be mistaken for: coins, indices, metals, currencies. */
function takenCodes(): ReadonlySet<string> {
  if (taken !== null) return taken;
  const names = Names.parse(resourceFile('prices', 'aliases.json'));
  const listings = Listings.parse(resourceFile('brokers', 'listings.json'));
  taken = new Set([
    ...names.coins,
    ...Object.values(names.series).map((entry) => entry.asset),
    ...Object.values(listings.indices),
    ...Object.values(listings.futures),
    ...Intl.supportedValuesOf('currency'),
  ]);
  return taken;
}

/**
 * The asset that a share is. A share with the ticker `BTC`, `NOK` or `USD` is something else than the coin or
 * currency of that code, and a net position across the two would be false: it is kept as `BTC.STK`.
 */
export function shareAsset(ticker: string): Asset {
  const code = asset(ticker.trim().replace(/\s+/g, '.'));
  return takenCodes().has(code) ? asset(`${code}.STK`) : code;
}
