import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { ok } from '../../../../src/engine/values/outcome.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type { Chain } from '../../../../src/main/chain/chains.ts';
import { gasOf, readGas } from '../../../../src/main/chain/gas/fee-history.ts';
import { nodeServer, type NodeServer } from '../node-server.ts';
import { opened } from '../opened.ts';

const NOW = instant(1_795_780_800_000);
const chain = { chainId: 1, chain: 'Ethereum', coin: asset('ETH') };
const ethereum: Chain = {
  chainId: 1,
  title: 'Ethereum',
  coin: asset('ETH'),
  sequenced: false,
  dataFee: 'none',
};

/** The shape of the execution API's documentation: three blocks, four base fees, the middle block empty. */
const answer = {
  oldestBlock: '0x100',
  baseFeePerGas: ['0x3b9aca00', '0x3b9aca00', '0x3b9aca00', '0x77359400'],
  gasUsedRatio: [0.5, 0, 0.9],
  reward: [
    ['0x1', '0x64', '0x3e8'],
    ['0x0', '0x0', '0x0'],
    ['0x3', '0xc8', '0x7d0'],
  ],
  baseFeePerBlobGas: ['0x1', '0x1', '0x1', '0x2'],
  blobGasUsedRatio: [0, 0, 0],
};

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const faultOf = (changed: unknown): string => {
  const found = gasOf(ok(changed), chain, NOW);
  return found.ok ? 'no fault' : found.failure.message;
};

describe('what gas costs', () => {
  test('is the next base fee and the tips of blocks that were not empty, by urgency', async () => {
    server = await nodeServer(({ method }) => (method === 'eth_chainId' ? '0x1' : answer));
    const found = await readGas(await opened(server.url), ethereum, () => NOW);
    // Base fee of the next block 2 gwei; tips 1 and 3, 100 and 200, 1000 and 2000 wei.
    expect(found).toEqual(
      ok({
        ...chain,
        at: NOW,
        block: 0x102,
        baseFee: 2e9,
        blobBaseFee: 2,
        price: { patient: 2e9 + 2, usual: 2e9 + 150, urgent: 2.25e9 + 1500 },
        dataFee: ok(0),
      }),
    );
    expect(JSON.parse(server.bodies[1] ?? '')).toMatchObject([
      { method: 'eth_feeHistory', params: ['0x14', 'latest', [10, 50, 90]] },
    ]);
  });

  test('of a chain that is not known, neither the coin is nor what data costs', async () => {
    server = await nodeServer(({ method }) => (method === 'eth_chainId' ? '0x3e7' : answer));
    const found = await readGas(await opened(server.url), null, () => NOW);
    expect(found).toMatchObject({
      ok: true,
      value: { chain: 'chain 999', coin: null, dataFee: { ok: false } },
    });
  });

  test('a chain without blobs has no blob fee', () => {
    const { baseFeePerBlobGas: _, ...before } = answer;
    expect(gasOf(ok(before), chain, NOW)).toMatchObject({ ok: true, value: { blobBaseFee: null } });
  });

  test.each<[string, object, string]>([
    ['too few base fees', { baseFeePerGas: ['0x1', '0x1'] }, '2 base fees of 3 blocks'],
    ['no tips', { reward: null }, 'reward 0 is no hexadecimal quantity'],
    ['tips that lack', { reward: [['0x1'], ['0x1'], ['0x1']] }, 'reward 0 is no hexadecimal'],
    ['only empty blocks', { gasUsedRatio: [0, 0, 0] }, 'no tips'],
    [
      'a fee beyond any',
      { baseFeePerGas: ['0x1', '0x1', '0x1', '0xffffffffffffffff'] },
      'beyond any fee',
    ],
    ['a decimal fee', { baseFeePerGas: ['1', '1', '1', '1'] }, 'baseFeePerGas is no hexadecimal'],
    ['a negative ratio', { gasUsedRatio: [-1, 0, 0] }, 'no usable gasUsedRatio.0'],
    ['no block', { oldestBlock: 'latest' }, 'oldestBlock is no number'],
    ['an odd blob fee', { baseFeePerBlobGas: ['one'] }, 'baseFeePerBlobGas is no hexadecimal'],
  ])('%s is a fault by name', (_, wrong, why) => {
    expect(faultOf({ ...answer, ...wrong })).toMatch(/^gas on Ethereum: /);
    expect(faultOf({ ...answer, ...wrong })).toContain(why);
  });

  test('whatever the node answers, nothing is thrown', () => {
    const field = fc.constantFrom(...Object.keys(answer));
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ ...answer, [name]: value })),
    );
    fc.assert(
      fc.property(odd, (value) => {
        const found = gasOf(ok(value), chain, NOW);
        if (found.ok)
          expect(found.value.price.patient).toBeLessThanOrEqual(found.value.price.urgent);
        else expect(found.failure.message).toMatch(/^gas on Ethereum: ./);
      }),
    );
  });
});
