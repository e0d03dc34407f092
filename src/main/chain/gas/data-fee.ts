import { createContract } from 'micro-eth-signer/abi.js';
import { dataFeeBytes, dataFeeGas } from '../../../engine/contract/gas.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Chain } from '../chains.ts';
import { ethCall, returned } from '../contract.ts';
import type { RpcRequest } from '../rpc.ts';

/**
 * The OP Stack's own contract: what the data of a transaction of so many bytes, unsigned, costs at most, and
 * what the operator of the chain asks for so much gas.
 *
 * @see https://docs.base.org/base-chain/specs/upgrades/fjord/predeploys
 * @see https://docs.base.org/base-chain/specs/upgrades/isthmus/predeploys
 */
const OP_STACK = '0x420000000000000000000000000000000000000F';
const gasPriceOracle = createContract([
  {
    type: 'function',
    name: 'getL1FeeUpperBound',
    inputs: [{ name: 'unsignedTxSize', type: 'uint256' }],
    outputs: [{ name: '', type: 'uint256' }],
  },
  {
    type: 'function',
    name: 'getOperatorFee',
    inputs: [{ name: 'gasUsed', type: 'uint256' }],
    outputs: [{ name: '', type: 'uint256' }],
  },
] as const);

/**
 * Arbitrum's: units of the chain's own gas that stand for the data of a call. Its authors advise a tenth more.
 *
 * @see https://github.com/OffchainLabs/nitro-contracts/blob/main/src/node-interface/NodeInterface.sol
 */
const NODE_INTERFACE = '0x00000000000000000000000000000000000000C8';
const nodeInterface = createContract([
  {
    type: 'function',
    name: 'gasEstimateL1Component',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'contractCreation', type: 'bool' },
      { name: 'data', type: 'bytes' },
    ],
    outputs: [
      { name: 'gasEstimateForL1', type: 'uint64' },
      { name: 'baseFee', type: 'uint256' },
      { name: 'l1BaseFeeEstimate', type: 'uint256' },
    ],
  },
] as const);

/** No data of one transaction has cost a whole coin, wei. */
const MOST = 10n ** 18n;

/** Bytes that do not compress well, as those of a real call: a run of zeros would be told too cheap. */
const unlikeEachOther = (): Uint8Array =>
  Uint8Array.from({ length: dataFeeBytes }, (_, i) => ((i * 167 + 71) % 255) + 1);

/** The questions that `dataFeeOf` reads the answers of; none where data costs nothing beside gas. */
export function dataFeeRequests({ dataFee }: Pick<Chain, 'dataFee'>): readonly RpcRequest[] {
  switch (dataFee) {
    case 'none':
      return [];
    case 'op-stack':
      return [
        ethCall(OP_STACK, gasPriceOracle.getL1FeeUpperBound.encodeInput(BigInt(dataFeeBytes))),
        ethCall(OP_STACK, gasPriceOracle.getOperatorFee.encodeInput(BigInt(dataFeeGas))),
      ];
    case 'arbitrum':
      return [
        ethCall(
          NODE_INTERFACE,
          nodeInterface.gasEstimateL1Component.encodeInput({
            to: OP_STACK,
            contractCreation: false,
            data: unlikeEachOther(),
          }),
        ),
      ];
  }
}

/**
 * Wei that one transaction of `dataFeeBytes` costs beside its gas.
 *
 * @param answers of `dataFeeRequests`, in their order
 * @param price of a unit of gas, wei
 */
export function dataFeeOf(
  answers: readonly Outcome<unknown>[],
  chain: Pick<Chain, 'dataFee' | 'title'>,
  price: number,
): Outcome<number> {
  const what = `data of a transaction on ${chain.title}`;
  const parts = partsOf(answers, chain.dataFee, what, price);
  let wei = 0n;
  for (const part of parts) {
    if (!part.ok) return part;
    wei += part.value;
  }
  return wei <= MOST
    ? ok(Number(wei))
    : fail('limit-exceeded', `${what}: ${wei} wei is beyond any fee`);
}

function partsOf(
  [first, second]: readonly Outcome<unknown>[],
  rule: Chain['dataFee'],
  what: string,
  price: number,
): readonly Outcome<bigint>[] {
  switch (rule) {
    case 'none':
      return [];
    case 'op-stack':
      return [
        returned(first, what, (bytes) => gasPriceOracle.getL1FeeUpperBound.decodeOutput(bytes)),
        returned(second, `${what}, operator's fee`, (bytes) =>
          gasPriceOracle.getOperatorFee.decodeOutput(bytes),
        ),
      ];
    case 'arbitrum':
      return [
        returned(first, what, (bytes) => {
          const { gasEstimateForL1 } = nodeInterface.gasEstimateL1Component.decodeOutput(bytes);
          return (gasEstimateForL1 * BigInt(Math.ceil(price)) * 11n) / 10n;
        }),
      ];
  }
}
