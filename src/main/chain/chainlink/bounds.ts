import { createContract } from 'micro-eth-signer/abi.js';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { ethCall, returned } from '../contract.ts';
import type { Rpc } from '../rpc.ts';

/**
 * The range that an aggregator answers in, in the units of its answers. Outside it nothing is published: an
 * answer at either end says only that the price is there or beyond.
 */
export type AnswerBounds = { readonly min: bigint; readonly max: bigint };

/**
 * What is read of the proxy and of the aggregator behind it. Not every aggregator has the two functions.
 *
 * @see https://docs.chain.link/data-feeds (monitoring data feeds: minAnswer and maxAnswer, no longer used on most)
 * @see https://github.com/smartcontractkit/libocr/blob/9e4afd8896f365b964bdf769ca28f373a3fb0300/contract/AccessControlledOffchainAggregator.sol
 */
const contract = createContract([
  { type: 'function', name: 'aggregator', inputs: [], outputs: [{ name: '', type: 'address' }] },
  { type: 'function', name: 'minAnswer', inputs: [], outputs: [{ name: '', type: 'int192' }] },
  { type: 'function', name: 'maxAnswer', inputs: [], outputs: [{ name: '', type: 'int192' }] },
] as const);

/** Value of an answer, null where there is none: a call that fails says nothing of bounds. */
function valueOf<T>(
  answer: Outcome<unknown> | undefined,
  decode: (bytes: Uint8Array) => T,
): T | null {
  const found = returned(answer, 'bounds', decode);
  return found.ok ? found.value : null;
}

/** Null unless both ends are known and are a range. */
function boundsOf([least, most]: readonly (Outcome<unknown> | undefined)[]): AnswerBounds | null {
  const min = valueOf(least, (bytes) => contract.minAnswer.decodeOutput(bytes));
  const max = valueOf(most, (bytes) => contract.maxAnswer.decodeOutput(bytes));
  return min !== null && max !== null && min < max ? { min, max } : null;
}

/**
 * Reads the bounds of aggregators. Those of one aggregator never change, so they are asked for until they are
 * known and then no more; which aggregator is behind a proxy is asked each time.
 */
export class BoundsReader {
  /** By chain and aggregator. */
  readonly #known = new Map<string, AnswerBounds>();

  /**
   * Of the aggregators behind proxies, in their order; null where they are not known. Never throws for what
   * the node says.
   */
  async read(rpc: Rpc, proxies: readonly string[]): Promise<readonly (AnswerBounds | null)[]> {
    const found = await rpc.ask(
      proxies.map((proxy) => ethCall(proxy, contract.aggregator.encodeInput())),
    );
    const aggregators = proxies.map((_, i) =>
      valueOf(found[i], (bytes) => contract.aggregator.decodeOutput(bytes)),
    );
    const keyOf = (aggregator: string): string => `${rpc.chainId} ${aggregator}`;
    const asked = [...new Set(aggregators.filter((one) => one !== null))].filter(
      (one) => !this.#known.has(keyOf(one)),
    );
    const answers = await rpc.ask(
      asked.flatMap((one) => [
        ethCall(one, contract.minAnswer.encodeInput()),
        ethCall(one, contract.maxAnswer.encodeInput()),
      ]),
    );
    for (const [i, one] of asked.entries()) {
      const bounds = boundsOf(answers.slice(2 * i, 2 * i + 2));
      if (bounds !== null) this.#known.set(keyOf(one), bounds);
    }
    return aggregators.map((one) => (one === null ? null : (this.#known.get(keyOf(one)) ?? null)));
  }
}
