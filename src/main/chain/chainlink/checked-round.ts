import type { OracleReading } from '../../../engine/model/oracle.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { ageOf, statedInstant } from '../reading-age.ts';
import { scaledValue } from '../scaled-value.ts';
import type { Round, Stated } from './aggregator.ts';
import type { AnswerBounds } from './bounds.ts';
import type { ChainlinkFeed } from './feeds.ts';

/** A round due by the heartbeat takes a while to get on the chain, milliseconds. */
const GRACE = 300_000;

/** Why a round is no price; null where it is one. */
function roundFault(round: Round, before: Round | null): string | null {
  if (round.answer <= 0n) return `the answer ${round.answer} is not positive`;
  if (round.updatedAt === 0n) return 'the round is not complete';
  if (round.answeredInRound < round.roundId) {
    return `round ${round.roundId} carries the answer of round ${round.answeredInRound}`;
  }
  if (before === null) return null;
  if (round.roundId < before.roundId) {
    return `round ${round.roundId} came after round ${before.roundId}`;
  }
  return round.updatedAt < before.updatedAt
    ? `round ${round.roundId} is dated before round ${before.roundId}, which came first`
    : null;
}

/** Why an answer within an aggregator's bounds is no price; null where it is one or no bounds are known. */
function boundFault(answer: bigint, bounds: AnswerBounds | null): string | null {
  if (bounds === null) return null;
  if (answer <= bounds.min) {
    return `the answer ${answer} is at minAnswer ${bounds.min} of its aggregator: the price may be lower`;
  }
  return answer >= bounds.max
    ? `the answer ${answer} is at maxAnswer ${bounds.max} of its aggregator: the price may be higher`
    : null;
}

/**
 * The price that a feed states, if it is one: positive, of a complete round that is its own, not before a
 * round that was seen, not of the future, not at a bound of its aggregator, by the contract that was meant. Older than heartbeat and a grace
 * of five minutes it is stale. Its confidence is the deviation at which the feed is published anew:
 * within it the price may have moved unsaid.
 *
 * @param bounds null where none are known: then nothing is said of them
 * @param before the last round that was accepted of this feed; null: none yet
 * @see https://docs.chain.link/data-feeds (checking the latest timestamp of the answer)
 */
export function checkedRound(
  feed: ChainlinkFeed,
  source: string,
  { round, decimals, description }: Stated,
  bounds: AnswerBounds | null,
  before: Round | null,
  now: Instant,
): Outcome<OracleReading> {
  const name = `${source} ${feed.description}`;
  if (description !== feed.description) {
    const said = description.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 60);
    return fail('conflict', `${name}: the contract says that it is "${said}"`);
  }
  const fault = roundFault(round, before);
  if (fault !== null) return fail('malformed', `${name}: ${fault}`);
  const bound = boundFault(round.answer, bounds);
  if (bound !== null) return fail('limit-exceeded', `${name}: ${bound}`);
  const at = statedInstant(round.updatedAt, now);
  if (!at.ok) return fail(at.failure.reason, `${name}: updatedAt is ${at.failure.message}`);
  const value = scaledValue(round.answer, -decimals);
  if (!value.ok) return fail(value.failure.reason, `${name}: ${value.failure.message}`);
  return ok({
    source,
    asset: feed.asset,
    quote: feed.quote,
    value: value.value,
    confidence: value.value.number * feed.deviation,
    at: at.value,
    stands: true,
    age: ageOf(at.value, now, feed.heartbeat * 1000 + GRACE),
    doubts: [],
    detail: {
      round: String(round.roundId),
      ...(bounds === null ? {} : { minAnswer: String(bounds.min), maxAnswer: String(bounds.max) }),
    },
  });
}
