import type { OracleReading } from '../../engine/model/oracle.ts';
import type { Instant } from '../../engine/values/units.ts';
import type { SpotSource } from '../feeds/live/spot-sources.ts';

/**
 * A reading as one source of a price beside the venues. One that stands until the next is published is of
 * the time it was read, as long as it is not stale by its own rule; any other is of its own time, so that
 * old prices fall out of the agreement. Its confidence goes along.
 */
export const oracleSource = (
  { source, asset, quote, value, confidence, at, stands, age }: OracleReading,
  readAt: Instant,
): SpotSource => ({
  source,
  asset,
  quote,
  value: value.number,
  at: stands && !age.stale ? readAt : at,
  confidence,
  doubt: null,
});
