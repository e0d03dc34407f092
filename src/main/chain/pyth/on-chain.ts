import { Buffer } from 'node:buffer';
import { createContract } from 'micro-eth-signer/abi.js';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { ethCall, returned } from '../contract.ts';
import type { ReadFeed } from '../read-feed.ts';
import type { Rpc } from '../rpc.ts';
import { checkedPrice, type PythPrice } from './checked-price.ts';
import type { PythContract, PythFeed } from './feeds.ts';

/**
 * The function of Pyth's contract that is read.
 *
 * @see https://docs.pyth.network/price-feeds/core/api-reference/evm/get-price-unsafe
 */
const contract = createContract([
  {
    type: 'function',
    name: 'getPriceUnsafe',
    inputs: [{ name: 'id', type: 'bytes32' }],
    outputs: [
      {
        name: 'price',
        type: 'tuple',
        components: [
          { name: 'price', type: 'int64' },
          { name: 'conf', type: 'uint64' },
          { name: 'expo', type: 'int32' },
          { name: 'publishTime', type: 'uint256' },
        ],
      },
    ],
  },
] as const);

function decoded(answer: Outcome<unknown> | undefined, name: string): Outcome<PythPrice> {
  const found = returned(answer, `${name}: getPriceUnsafe()`, (bytes) =>
    contract.getPriceUnsafe.decodeOutput(bytes),
  );
  return found.ok ? ok({ ...found.value, expo: Number(found.value.expo) }) : found;
}

/** The prices that were last brought to a chain, whatever their age: one batch of calls. */
export async function readPythContract(
  rpc: Rpc,
  { title, address }: PythContract,
  feeds: readonly PythFeed[],
  now: () => Instant,
): Promise<readonly ReadFeed[]> {
  const source = `Pyth on ${title}`;
  const answers = await rpc.ask(
    feeds.map(({ id }) =>
      ethCall(address, contract.getPriceUnsafe.encodeInput(Buffer.from(id, 'hex'))),
    ),
  );
  const at = now();
  return feeds.map((feed, i): ReadFeed => {
    const name = `${source} ${feed.symbol}`;
    const price = decoded(answers[i], name);
    return { feed: name, reading: price.ok ? checkedPrice(feed, source, price.value, at) : price };
  });
}
