import type { OracleReading } from '../../../engine/model/oracle.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { ageOf, statedInstant } from '../reading-age.ts';
import { scaledValue } from '../scaled-value.ts';
import type { PythFeed } from './feeds.ts';

/** A price as Pyth states it: value = price × 10^expo, and so its confidence. */
export type PythPrice = {
  readonly price: bigint;
  readonly conf: bigint;
  readonly expo: number;
  /** Seconds since 1970. */
  readonly publishTime: bigint;
};

/** Older is stale, milliseconds. */
const OLDEST = 60_000;
/** A confidence of more than this share of the price is wide. */
const WIDEST = 0.01;

const percent = (share: number): string => `${(share * 100).toPrecision(3)} %`;

/**
 * The price that Pyth states, if it is one: positive, not of the future, with an interval that does not
 * reach zero. Its confidence is the half-width of the interval that the price lies in. More than a minute
 * old it is stale; an interval of more than ± 1 % is a doubt.
 *
 * @see https://docs.pyth.network/price-feeds/core/best-practices (price availability, confidence intervals)
 */
export function checkedPrice(
  feed: PythFeed,
  source: string,
  { price, conf, expo, publishTime }: PythPrice,
  now: Instant,
): Outcome<OracleReading> {
  const name = `${source} ${feed.symbol}`;
  if (price <= 0n) return fail('malformed', `${name}: the price ${price} is not positive`);
  if (conf < 0n) return fail('malformed', `${name}: the confidence ${conf} is negative`);
  if (conf >= price) {
    return fail('malformed', `${name}: the price ${price} ± ${conf} may be anything`);
  }
  const at = statedInstant(publishTime, now);
  if (!at.ok) return fail(at.failure.reason, `${name}: publish time is ${at.failure.message}`);
  const value = scaledValue(price, expo);
  if (!value.ok) return fail(value.failure.reason, `${name}: ${value.failure.message}`);
  const share = Number(conf) / Number(price);
  return ok({
    source,
    asset: feed.asset,
    quote: feed.quote,
    value: value.value,
    confidence: share * value.value.number,
    at: at.value,
    stands: false,
    age: ageOf(at.value, now, OLDEST),
    doubts: share > WIDEST ? [`± ${percent(share)} is wide: more than ${percent(WIDEST)}`] : [],
    detail: {},
  });
}
