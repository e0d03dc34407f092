import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainNode } from '../chain/chain-node.ts';
import type { NodeServer } from '../chain/node-server.ts';
import { running, type Ran } from './chain-command.ts';
import { commandLine, root } from './command-line.ts';

const { folder } = commandLine('oracle-docs');
const page = readFileSync(join(root, 'docs/oracles-and-gas.md'), 'utf8');

let server: NodeServer;
beforeAll(async () => {
  server = await chainNode(Date.now);
});
afterAll(() => server.close());

/** A hundred days of the form that Etherscan exports. */
function chart(): string {
  const rows = Array.from({ length: 100 }, (_, i) => {
    const at = Date.UTC(2026, 0, 1) + i * 86_400_000;
    const day = new Date(at);
    const text = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
    return `"${text}","${at / 1000}","${i + 1}000000000"`;
  });
  return `${['"Date(UTC)","UnixTimeStamp","Value (Wei)"', ...rows].join('\n')}\n`;
}

test('every command of the page does what it says, in its order', async () => {
  writeFileSync(join(folder, 'node.txt'), `${server.url}/v3/a1b2c3d4e5f6a7b8\n`);
  writeFileSync(join(folder, 'key.txt'), 'key-a1b2c3d4e5f6a7b8\n');
  writeFileSync(join(folder, 'gas.csv'), chart());
  const [block = ''] = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, text]) => text!);
  const commands = block.trim().split('\n');
  expect(commands).toHaveLength(5);
  const ran: Ran[] = [];
  for (const line of commands) {
    const [, text = ''] = /^npm run --silent crossguard -- (.*)$/.exec(line) ?? [];
    const args = text.replace('https://hermes.pyth.network', server.url).split(' ');
    ran.push(await running(folder, ...args));
  }
  const [oracle, hermes, gas, kept, history] = ran.map(({ stdout }) => stdout);
  // The node of this test has no feed of ETH / BTC: told, and the others are there.
  expect(ran.map(({ status }) => status)).toEqual([2, 0, 0, 0, 0]);
  expect(oracle).toContain('Chainlink on Ethereum ETH / USD: 2934.5678');
  expect(JSON.parse(hermes ?? '')).toMatchObject({ readings: [{ text: '2935.1' }], faults: [] });
  expect(gas).toContain('usual: 4 gwei, 21000 gas');
  expect(kept).toContain('gas.csv');
  expect(JSON.parse(history ?? '')).toMatchObject({ history: { days: 100 } });
  expect(JSON.stringify(ran)).not.toContain('a1b2c3d4e5f6a7b8');
});
