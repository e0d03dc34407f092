import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainNode } from '../chain/chain-node.ts';
import type { NodeServer } from '../chain/node-server.ts';
import { running } from './chain-command.ts';
import { commandLine } from './command-line.ts';

const { folder } = commandLine('oracle');
const SECRET = 'a1b2c3d4e5f6a7b8c9d0';

let server: NodeServer;
beforeAll(async () => {
  server = await chainNode(Date.now);
});
afterAll(() => server.close());

const node = (): string => `${server.url}/v3/${SECRET}`;

describe('crossguard oracle', () => {
  test('prints each price with half-width, time and standing', async () => {
    const hermes = `${server.url}/${SECRET}`;
    const args = ['oracle', '--url', node(), '--hermes', hermes, '--asset', 'ETH'];
    const { status, stdout, stderr } = await running(folder, ...args);
    // 0.5 % of 2934.5678 is 14.67.
    expect(stdout).toMatch(
      /^Chainlink on Ethereum ETH \/ USD: 2934\.5678 ± 14\.67 USD, \S+Z, counts \(published 10 min ago/m,
    );
    expect(stdout).toMatch(/^Pyth on Ethereum ETH\/USD: 2935 ± 1 USD, \S+Z, counts/m);
    expect(stdout).toMatch(/^Pyth by Hermes ETH\/USD: 2935\.1 ± 0\.9 USD, \S+Z, counts/m);
    // ETH / BTC is known and not there.
    expect(stderr).toContain('Chainlink on Ethereum ETH / BTC: latestRoundData(): ');
    expect(status).toBe(2);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  test('as JSON, addresses and keys from files, the key in no output', async () => {
    writeFileSync(join(folder, 'node.txt'), `${node()}\n`);
    writeFileSync(join(folder, 'key.txt'), `key-${SECRET}\n`);
    const args = ['--url', '@node.txt', '--hermes', server.url, '--key', '@key.txt'];
    const { stdout, stderr } = await running(folder, 'oracle', ...args, '--asset', 'eth', '--json');
    const { readings } = JSON.parse(stdout);
    expect(readings).toContainEqual(
      expect.objectContaining({
        feed: 'Chainlink on Ethereum ETH / USD',
        text: '2934.5678',
        quote: 'USD',
        standing: 'counts',
        detail: { round: '7' },
      }),
    );
    expect(server.requests.at(-1)?.headers.authorization ?? '').not.toContain('@');
    expect(
      server.requests.some(({ headers }) => headers.authorization === `Bearer key-${SECRET}`),
    ).toBe(true);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  test.each<[string, readonly string[], string]>([
    ['no node is there', ['--url', `http://127.0.0.1:9/${SECRET}`], 'the connection failed'],
    ['the address is plain', ['--url', `http://example.org/${SECRET}`], 'must be encrypted'],
    ['an option is not known', [`--rul=https://example.org/${SECRET}`], 'are not known'],
    ['a file is not there', ['--url', `@${SECRET}`], 'cannot be read'],
  ])('says so when %s, without the address', async (_, args, why) => {
    const { status, stdout, stderr } = await running(folder, 'oracle', ...args);
    expect(status).toBe(1);
    expect(stderr).toContain(why);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });
});

describe('crossguard gas', () => {
  test('prints the price by urgency and what an action costs', async () => {
    const args = ['gas', '--url', node(), '--units', '21000', '--price', '3000'];
    const { status, stdout, stderr } = await running(folder, ...args);
    // 2 gwei and tips of 1, 2, 3; urgent on a base fee of 2.25: 21,000 × 5.25 gwei × 3,000 = 0.33.
    expect(stdout).toContain('Ethereum, block 22020096: base fee of the next 2 gwei');
    expect(stdout).toContain('patient: 3 gwei, 21000 gas: 0.000063 ETH = 0.19');
    expect(stdout).toContain('usual: 4 gwei, 21000 gas: 0.000084 ETH = 0.25');
    expect(stdout).toContain('urgent: 5.25 gwei, 21000 gas: 0.00011025 ETH = 0.33');
    expect(status).toBe(0);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  test.each([
    ['0x2105', 'Base', 'usual: 4 gwei, 21000 gas and data: 0.000085 ETH = 0.26', 0],
    ['0x3e7', 'chain 999', 'data of a transaction: not known', 0],
  ])('on chain %s what data costs is in it, or no cost is told', async (id, title, said, code) => {
    const other = await chainNode(Date.now, id);
    try {
      const args = ['gas', '--url', other.url, '--units', '21000', '--price', '3000'];
      const { status, stdout } = await running(folder, ...args);
      expect(stdout).toContain(`${title}, block 22020096`);
      // 21,000 × 4 gwei + 1,000 gwei = 0.000085.
      expect(stdout).toContain(said);
      if (title !== 'Base') expect(stdout).not.toMatch(/21000 gas|ETH/);
      expect(status).toBe(code);
    } finally {
      await other.close();
    }
  });

  test('beside the history of a store', async () => {
    // Etherscan's form: month first, quoted, wei; 200 days of 1 to 200 gwei.
    const rows = Array.from({ length: 200 }, (_, i) => {
      const at = Date.UTC(2026, 0, 1) + i * 86_400_000;
      const day = new Date(at);
      const text = `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`;
      return `"${text}","${at / 1000}","${i + 1}000000000"`;
    });
    const header = '"Date(UTC)","UnixTimeStamp","Value (Wei)"';
    writeFileSync(join(folder, 'gas.csv'), `${[header, ...rows].join('\n')}\n`);
    const store = ['--store', 'desk.crossguard'];
    expect((await running(folder, 'import', 'gas.csv', ...store)).status).toBe(0);
    const { stdout } = await running(folder, 'gas', '--url', node(), ...store, '--json');
    const { history, now } = JSON.parse(stdout);
    expect(now.price.usual).toBe(4e9);
    expect(history.days).toBe(200);
    expect(history.at.map(({ wei }: { wei: number }) => wei / 1e9)).toEqual([100, 180, 190, 198]);
    // Days of 1, 2, 3 and 4 gwei of 200.
    expect(history.rank).toBe(0.02);
  });

  test('a store without a history says so', async () => {
    const { status, stderr } = await running(folder, 'gas', '--store', 'absent.crossguard');
    expect(status).toBe(1);
    expect(stderr).not.toBe('');
  });
});
