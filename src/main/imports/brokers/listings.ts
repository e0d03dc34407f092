import { z } from 'zod';
import { asset, type Asset, type Venue } from '../../../engine/values/ids.ts';
import { invariant } from '../../../engine/values/invariant.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { DecimalText } from '../format.ts';
import { resourceFile } from '../resource-file.ts';
import { instantOf } from '../times.ts';

const Document = z.object({
  closes: z.record(z.string(), z.object({ time: z.string(), zone: z.string() })),
  indices: z.record(z.string(), z.string()),
  futures: z.record(z.string(), z.string()),
  european: z.array(z.string()),
  products: z.record(
    z.string(),
    z.record(z.string(), z.object({ multiplier: z.string(), currency: z.string() })),
  ),
});

let document: z.infer<typeof Document> | null = null;

const listings = (): z.infer<typeof Document> =>
  (document ??= Document.parse(resourceFile('brokers', 'listings.json')));

const own = (of: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(of, key) ? of[key] : undefined;

/** The asset behind the root of a future or metal: `MES` is `SPX`. */
export function futureAsset(root: string): Asset {
  const code = asset(root);
  return asset(own(listings().futures, code) ?? own(listings().indices, code) ?? code);
}

/** The index that an option or a contract for difference is on; null where the ticker is a share's. */
export function indexAsset(ticker: string): Asset | null {
  const found = own(listings().indices, asset(ticker));
  return found === undefined ? null : asset(found);
}

/** Listed options are American unless the data says otherwise. */
export const exerciseOf = (root: string): 'european' | 'american' =>
  listings().european.includes(asset(root)) ? 'european' : 'american';

/** Zones are slow to ask, and rows ask for the same few days. */
const closes = new Map<string, Instant>();
const MOST_CLOSES = 20_000;

/**
 * When contracts of a venue end on their last day, and the time that its end-of-day statements are of.
 * @param day `2026-11-23`, a day of the calendar
 */
export function closeOf(at: Venue, day: string): Instant {
  const key = `${at} ${day}`;
  const known = closes.get(key);
  if (known !== undefined) return known;
  const rule = listings().closes[at];
  invariant(rule !== undefined, `resources/brokers/listings.json names the close of ${at}`);
  const close = instantOf(`${day} ${rule.time}`, ['year-month-day'], rule.zone);
  invariant(close.ok, `${day} is a day of the calendar`);
  if (closes.size < MOST_CLOSES) closes.set(key, close.value);
  return close.value;
}

/** Size and currency of an exchange's product, where its statements do not state them. */
export function productOf(
  at: Venue,
  product: string,
): { readonly multiplier: DecimalText; readonly currency: Asset } | null {
  const products = listings().products[at] ?? {};
  const found = Object.hasOwn(products, product) ? products[product] : undefined;
  return found === undefined
    ? null
    : { multiplier: found.multiplier, currency: asset(found.currency) };
}
