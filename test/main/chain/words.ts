/** Words of the Ethereum ABI, encoded by hand: 32 bytes, big-endian, two's complement (Solidity ABI specification). */
export const word = (value: bigint): string =>
  (value < 0n ? value + (1n << 256n) : value).toString(16).padStart(64, '0');

/** A string as the only value returned: offset 32, length, bytes filled up to a whole word. */
export function textWords(text: string): string {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  return `${word(32n)}${word(BigInt(hex.length / 2))}${hex.padEnd(Math.ceil(hex.length / 64) * 64, '0')}`;
}

/**
 * Selectors, the first four bytes of the Keccak-256 hash of the signature, as block explorers list them for
 * the contracts that are read: `latestRoundData()`, `decimals()`, `description()`, `aggregator()`, `minAnswer()`,
 * `maxAnswer()`, `getPriceUnsafe(bytes32)`, `getL1FeeUpperBound(uint256)`, `getOperatorFee(uint256)`,
 * `gasEstimateL1Component(address,bool,bytes)`.
 */
export const selectors = {
  latestRoundData: '0xfeaf968c',
  decimals: '0x313ce567',
  description: '0x7284e416',
  aggregator: '0x245a7bfc',
  minAnswer: '0x22adbc78',
  maxAnswer: '0x70da2f67',
  getPriceUnsafe: '0x96834ad3',
  getL1FeeUpperBound: '0xf1c7a58b',
  getOperatorFee: '0x275aedd2',
  gasEstimateL1Component: '0x77d488a2',
} as const;
