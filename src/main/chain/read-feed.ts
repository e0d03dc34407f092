import type { OracleReading } from '../../engine/model/oracle.ts';
import type { Outcome } from '../../engine/values/outcome.ts';

/** What one feed answered: a reading, or why there is none. */
export type ReadFeed = {
  /** Oracle, place and pair: `Chainlink on Ethereum ETH / USD`. */
  readonly feed: string;
  readonly reading: Outcome<OracleReading>;
};
