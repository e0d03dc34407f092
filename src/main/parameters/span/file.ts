import type { SpanContract, SpanParameters } from '../../../engine/margin/span/parameters.ts';
import type { Failure } from '../../../engine/values/outcome.ts';

/** What a parameter file says of some products. Records that could not be read are listed. */
export type SpanFile = {
  readonly parameters: SpanParameters;
  readonly contracts: readonly SpanContract[];
  readonly failures: readonly Failure[];
};

/**
 * The name of a contract: product, type, month, of an option its right and strike:
 * `ES FUT 201903`, `ES OOF 201903 C 2500`.
 */
export const contractName = (
  product: string,
  type: string,
  month: string,
  option: { readonly right: string; readonly strike: number } | null,
): string =>
  [product, type, month, ...(option === null ? [] : [option.right, String(option.strike)])].join(
    ' ',
  );

/** The product of a contract's name. */
export const productOf = (name: string): string => name.split(' ', 1)[0] ?? '';
