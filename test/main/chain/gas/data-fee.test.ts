import { afterEach, describe, expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import type { Outcome } from '../../../../src/engine/values/outcome.ts';
import { instant } from '../../../../src/engine/values/units.ts';
import type { Chain } from '../../../../src/main/chain/chains.ts';
import { readGas } from '../../../../src/main/chain/gas/fee-history.ts';
import { nodeServer, type NodeServer } from '../node-server.ts';
import { opened } from '../opened.ts';
import { selectors, word } from '../words.ts';

const NOW = instant(1_795_780_800_000);
const chain = (dataFee: Chain['dataFee']): Chain => ({
  chainId: 10,
  title: 'Optimism',
  coin: asset('ETH'),
  sequenced: true,
  dataFee,
});

/** A usual price of 2 gwei. */
const history = {
  oldestBlock: '0x100',
  baseFeePerGas: ['0x3b9aca00', '0x3b9aca00'],
  gasUsedRatio: [0.5],
  reward: [['0x0', '0x3b9aca00', '0x77359400']],
};

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Called = { readonly to: string | null; readonly data: string | null };

/** What is read of a node whose contracts answer so; the calls that they got. */
async function read(
  rule: Chain['dataFee'],
  result: (call: Called) => unknown,
): Promise<{ readonly dataFee: Outcome<number>; readonly calls: readonly Called[] }> {
  const calls: Called[] = [];
  server = await nodeServer((call) => {
    if (call.method === 'eth_chainId') return '0xa';
    if (call.method === 'eth_feeHistory') return history;
    calls.push(call);
    return result(call);
  });
  const found = await readGas(await opened(server.url), chain(rule), () => NOW);
  if (!found.ok) throw new Error(found.failure.message);
  expect(found.value.price.usual).toBe(2e9);
  return { dataFee: found.value.dataFee, calls };
}

const reverted = { error: { code: 3, message: 'execution reverted' } };

describe('what a transaction costs beside its gas', () => {
  test('nothing on a first layer, which is not asked', async () => {
    expect(await read('none', () => reverted)).toEqual({
      dataFee: { ok: true, value: 0 },
      calls: [],
    });
  });

  test('on the OP Stack: the bound for its bytes and the fee of the operator', async () => {
    const { dataFee, calls } = await read('op-stack', ({ data }) =>
      data?.startsWith(selectors.getOperatorFee) ? `0x${word(700n)}` : `0x${word(5_000_000n)}`,
    );
    expect(dataFee).toEqual({ ok: true, value: 5_000_700 });
    const to = '0x420000000000000000000000000000000000000F';
    expect(calls).toEqual([
      expect.objectContaining({ to, data: `${selectors.getL1FeeUpperBound}${word(300n)}` }),
      expect.objectContaining({ to, data: `${selectors.getOperatorFee}${word(500_000n)}` }),
    ]);
  });

  test('on Arbitrum: units of gas at the usual price, and a tenth more', async () => {
    const { dataFee, calls } = await read(
      'arbitrum',
      () => `0x${[1_000n, 9n, 9n].map(word).join('')}`,
    );
    // 1,000 × 2 gwei × 1.1.
    expect(dataFee).toEqual({ ok: true, value: 2.2e12 });
    const data = calls[0]?.data ?? '';
    expect(calls[0]?.to).toBe('0x00000000000000000000000000000000000000C8');
    expect(data.slice(0, 10)).toBe(selectors.gasEstimateL1Component);
    // Address, false, offset of the bytes, their number; none of them 0, for a 0 is cheaper.
    expect(data.slice(10 + 64, 10 + 4 * 64)).toBe([0n, 96n, 300n].map(word).join(''));
    const bytes = Buffer.from(data.slice(10 + 4 * 64), 'hex').subarray(0, 300);
    expect(bytes).toHaveLength(300);
    expect(bytes.includes(0)).toBe(false);
    expect(new Set(bytes).size).toBeGreaterThan(250);
  });

  test.each<[string, Chain['dataFee'], (call: Called) => unknown, string]>([
    ['a contract that refuses', 'op-stack', () => reverted, 'reverted'],
    [
      'an operator that is not told',
      'op-stack',
      ({ data }) => (data?.startsWith(selectors.getOperatorFee) ? reverted : `0x${word(5n)}`),
      "operator's fee",
    ],
    ['no contract there', 'arbitrum', () => '0x', 'no such function'],
    ['bytes of another shape', 'arbitrum', () => `0x${word(1n)}`, 'not of its types'],
    ['a fee beyond any', 'op-stack', () => `0x${word(10n ** 19n)}`, 'beyond any fee'],
  ])('%s leaves it unknown, by name', async (_, rule, result, why) => {
    const { dataFee } = await read(rule, result);
    if (dataFee.ok) throw new Error(`found ${dataFee.value}`);
    expect(dataFee.failure.message).toMatch(/^data of a transaction on Optimism/);
    expect(dataFee.failure.message).toContain(why);
  });
});
