import { z } from 'zod';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { askedJson, type Asking } from '../asked-json.ts';
import { below, type Endpoint } from '../endpoint.ts';
import type { ReadFeed } from '../read-feed.ts';
import { checkedPrice, type PythPrice } from './checked-price.ts';
import type { PythFeed } from './feeds.ts';

const SOURCE = 'Pyth by Hermes';

/** Integers are texts, so that none is rounded. */
const Integer = z.string().regex(/^-?\d{1,20}$/);

const Price = z.object({
  price: Integer,
  conf: Integer,
  expo: z.int(),
  publish_time: z.int(),
});

const Answer = z.object({ parsed: z.array(z.unknown()) });
const Identified = z.object({ id: z.string() });
const Parsed = z.object({ price: Price });

const nameOf = ({ symbol }: PythFeed): string => `${SOURCE} ${symbol}`;

const bare = (id: string): string => id.toLowerCase().replace(/^0x/, '');

function priceOf(found: unknown, name: string): Outcome<PythPrice> {
  const read = Parsed.safeParse(found);
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.') ?? '';
    return fail('malformed', `${name}: the answer has no usable ${field || 'price'}`);
  }
  const { price, conf, expo, publish_time: time } = read.data.price;
  return {
    ok: true,
    value: { price: BigInt(price), conf: BigInt(conf), expo, publishTime: BigInt(time) },
  };
}

/**
 * The newest prices as a Hermes server has them, in one request. What it does not know of is a fault of
 * its own and costs the others nothing.
 *
 * @see https://hermes.pyth.network/docs: `/v2/updates/price/latest`
 */
export async function readHermes(
  endpoint: Endpoint,
  feeds: readonly PythFeed[],
  asking: Asking,
  now: () => Instant,
): Promise<readonly ReadFeed[]> {
  if (feeds.length === 0) return [];
  const query = [
    ...feeds.map(({ id }) => `ids[]=${id}`),
    'parsed=true',
    'ignore_invalid_price_ids=true',
  ].join('&');
  const url = below(endpoint, '/v2/updates/price/latest', query);
  const found = await askedJson(endpoint, url, undefined, asking);
  const all = (reading: Outcome<never>): readonly ReadFeed[] =>
    feeds.map((feed) => ({ feed: nameOf(feed), reading }));
  if (!found.ok) return all(found);
  const answer = Answer.safeParse(found.value);
  if (!answer.success) return all(fail('malformed', `${endpoint.name}: the answer has no parsed`));
  const byId = new Map<string, unknown>();
  for (const one of answer.data.parsed) {
    const identified = Identified.safeParse(one);
    if (identified.success) byId.set(bare(identified.data.id), one);
  }
  const at = now();
  return feeds.map((feed): ReadFeed => {
    const name = nameOf(feed);
    const one = byId.get(feed.id);
    if (one === undefined) {
      return { feed: name, reading: fail('missing-market-data', `${name}: not answered`) };
    }
    const price = priceOf(one, name);
    return {
      feed: name,
      reading: price.ok ? checkedPrice(feed, SOURCE, price.value, at) : price,
    };
  });
}
