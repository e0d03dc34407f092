import { createContract } from 'micro-eth-signer/abi.js';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { ethCall, returned } from '../contract.ts';
import type { RpcRequest } from '../rpc.ts';

/**
 * The functions of a Chainlink feed that are read.
 *
 * @see https://docs.chain.link/data-feeds/api-reference (AggregatorV3Interface)
 */
const aggregator = createContract([
  {
    type: 'function',
    name: 'latestRoundData',
    inputs: [],
    outputs: [
      { name: 'roundId', type: 'uint80' },
      { name: 'answer', type: 'int256' },
      { name: 'startedAt', type: 'uint256' },
      { name: 'updatedAt', type: 'uint256' },
      { name: 'answeredInRound', type: 'uint80' },
    ],
  },
  { type: 'function', name: 'decimals', inputs: [], outputs: [{ name: '', type: 'uint8' }] },
  { type: 'function', name: 'description', inputs: [], outputs: [{ name: '', type: 'string' }] },
] as const);

/** One round as the contract states it; times are seconds since 1970. */
export type Round = {
  readonly roundId: bigint;
  readonly answer: bigint;
  readonly startedAt: bigint;
  readonly updatedAt: bigint;
  readonly answeredInRound: bigint;
};

/** What one feed says. */
export type Stated = {
  readonly round: Round;
  readonly decimals: number;
  readonly description: string;
};

export const roundCall = (address: string): RpcRequest =>
  ethCall(address, aggregator.latestRoundData.encodeInput());

/** The questions whose answers `statedOf` reads, in its order. */
export const feedCalls = (address: string): readonly RpcRequest[] => [
  roundCall(address),
  ethCall(address, aggregator.decimals.encodeInput()),
  ethCall(address, aggregator.description.encodeInput()),
];

export const roundOf = (answer: Outcome<unknown> | undefined, name: string): Outcome<Round> =>
  returned(answer, `${name}: latestRoundData()`, (bytes) =>
    aggregator.latestRoundData.decodeOutput(bytes),
  );

/** @param name the feed in words, for faults */
export function statedOf(
  answers: readonly (Outcome<unknown> | undefined)[],
  name: string,
): Outcome<Stated> {
  const round = roundOf(answers[0], name);
  if (!round.ok) return round;
  const decimals = returned(answers[1], `${name}: decimals()`, (bytes) =>
    aggregator.decimals.decodeOutput(bytes),
  );
  if (!decimals.ok) return decimals;
  const description = returned(answers[2], `${name}: description()`, (bytes) =>
    aggregator.description.decodeOutput(bytes),
  );
  if (!description.ok) return description;
  const places = Number(decimals.value);
  return Number.isInteger(places)
    ? ok({ round: round.value, decimals: places, description: description.value })
    : fail('malformed', `${name}: decimals() is no whole number`);
}
