import { afterEach, expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type { PythFeed } from '../../../../src/main/chain/pyth/feeds.ts';
import { readPythContract } from '../../../../src/main/chain/pyth/on-chain.ts';
import { nodeServer, type NodeServer } from '../node-server.ts';
import { opened } from '../opened.ts';
import { selectors, word } from '../words.ts';

const ADDRESS = '0x4305FB66699C3B2702D4d05CF36551390A4c69C6';
const eth: PythFeed = {
  id: 'ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace',
  symbol: 'ETH/USD',
  asset: asset('ETH'),
  quote: asset('USD'),
};
const NOW = instant(1_692_110_661_000);

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function read(words: string): Promise<string> {
  server = await nodeServer(({ method, to, data }) => {
    if (method === 'eth_chainId') return '0x1';
    return to === ADDRESS && data === `${selectors.getPriceUnsafe}${eth.id}`
      ? `0x${words}`
      : { error: { code: 3, message: 'execution reverted', data: '0x14aebe68' } };
  });
  const contract = { chainId: 1, title: 'Ethereum', address: ADDRESS };
  const rpc = await opened(server.url);
  const [one] = await readPythContract(rpc, contract, [eth], () => NOW);
  if (one === undefined) throw new Error('nothing was read');
  const { reading } = one;
  return reading.ok
    ? `${reading.value.value.text} ± ${reading.value.confidence?.toFixed(8)}, stale ${reading.value.age.stale}`
    : reading.failure.message;
}

const price = (value: bigint, conf: bigint, expo: bigint, at: bigint): string =>
  [value, conf, expo, at].map(word).join('');

test('a price of the contract, its words encoded by hand', async () => {
  const words = price(184_136_023_127n, 177_166_324n, -8n, 1_692_110_601n);
  expect(await read(words)).toBe('1841.36023127 ± 1.77166324, stale false');
});

test('one that nobody brought to the chain lately is stale', async () => {
  expect(await read(price(5n, 1n, 0n, 1_692_110_600n))).toBe('5 ± 1.00000000, stale true');
});

test.each<[string, string, string]>([
  ['a negative price', price(-5n, 1n, -8n, 1_692_110_601n), 'the price -5 is not positive'],
  ['a price of more than 64 bits', price(1n << 63n, 1n, -8n, 1_692_110_601n), 'not of its types'],
  ['an exponent out of range', price(5n, 1n, 2n ** 31n - 1n, 1_692_110_601n), 'a power of ten'],
  ['a time of the far future', price(5n, 1n, -8n, 1n << 250n), 'a time of the future'],
  ['three words', price(5n, 1n, -8n, 1n).slice(64), 'not of its types'],
  ['no code there', '', 'no such function there'],
])('%s is refused', async (_, words, why) => {
  expect(await read(words)).toContain(`Pyth on Ethereum ETH/USD`);
  await server?.close();
  expect(await read(words)).toContain(why);
});
