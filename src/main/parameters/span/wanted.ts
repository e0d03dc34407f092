import type { SpanContract, SpanParameters } from '../../../engine/margin/span/parameters.ts';
import type { FailedRow } from '../../imports/format.ts';

/** What names a contract; the strike is null for what has none, or is not read yet. */
export type ContractName = Pick<
  SpanContract,
  'product' | 'kind' | 'month' | 'deltaMonth' | 'strike'
>;

/** Which part of a parameter file is kept: a whole one holds more than a million contracts. */
export type Wanted = {
  readonly product: (product: string) => boolean;
  readonly contract: (of: ContractName) => boolean;
};

/** What a parameter file gave; `failures` name what could not be read, by line. */
export type SpanReading = {
  readonly parameters: SpanParameters;
  readonly failures: readonly FailedRow[];
};
