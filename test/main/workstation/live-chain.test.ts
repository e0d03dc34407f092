import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChainReading, ChainState } from '../../../src/engine/contract/chain.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import type { Workstation } from '../../../src/main/workstation.ts';
import { chainNode } from '../chain/chain-node.ts';
import type { NodeServer } from '../chain/node-server.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const SECRET = 'a1b2c3d4e5f6a7b8c9d0';

let folder: string;
let server: NodeServer;
let workstation: Workstation;
let said: string[];

const open = async (): Promise<Workstation> => {
  const store = join(folder, 'book.crossguard');
  const opened = await openWorkstation({ store, resources, now: Date.now });
  opened.subscribe((name, value) => said.push(`${name} ${JSON.stringify(value)}`));
  return opened;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossguard-chain-'));
  server = await chainNode(Date.now);
  said = [];
  workstation = await open();
  await workstation.handlers.loadSample();
});

afterEach(async () => {
  workstation.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const wish = (on: boolean) => ({
  on,
  every: 5,
  nodes: [{ url: `${server.url}/v3/${SECRET}`, chainId: 1 }],
  hermes: { url: `${server.url}/hermes`, key: `key-${SECRET}` },
  assets: [asset('ETH')],
});

const chain = async (): Promise<ChainState> => workstation.handlers.chain();

const counting = ({ price }: ChainReading): boolean =>
  price.ok && price.value.standing === 'counts';

async function answered(): Promise<ChainState> {
  await vi.waitFor(
    async () => {
      expect((await chain()).sources.map(({ state }) => state)).toEqual(['live', 'live']);
    },
    { timeout: 10_000, interval: 20 },
  );
  return chain();
}

test('oracles price the book beside the venues, and say how they stand', async () => {
  await workstation.handlers.setChain(wish(true));
  const { readings, gas, sources } = await answered();
  expect(readings.filter(counting).map(({ feed }) => feed)).toEqual([
    'Chainlink on Ethereum ETH / USD',
    'Pyth by Hermes ETH/USD',
    'Pyth on Ethereum ETH/USD',
  ]);
  expect(sources[0]).toMatchObject({ kind: 'node', chain: 'Ethereum', chainId: 1 });
  expect(sources[0]?.fault).toContain('ETH / BTC');
  expect(gas).toMatchObject([{ chain: 'Ethereum', now: { ok: true, value: { baseFee: 2e9 } } }]);
  await vi.waitFor(
    async () => {
      const view = await workstation.handlers.market(asset('ETH'));
      // The median of 2934.5678, 2935 and 2935.1.
      expect(view?.agreement?.price).toMatchObject({ ok: true, value: { value: 2935 } });
    },
    { timeout: 10_000, interval: 20 },
  );
  await vi.waitFor(() => expect(said.some((text) => text.startsWith('chain '))).toBe(true));
  const spoken = `${said.join('\n')}${JSON.stringify(await chain())}`;
  expect(spoken).not.toContain(SECRET);
});

test('what is kept need not be typed again, and the store keeps it', async () => {
  await workstation.handlers.setChain(wish(true));
  await answered();
  await workstation.handlers.setChain({
    ...wish(true),
    nodes: [{ kept: 0 }],
    hermes: { kept: 1 },
    every: 7,
  });
  await answered();
  workstation.close();
  workstation = await open();
  expect(await answered()).toMatchObject({ on: true, every: 7, assets: ['ETH'] });
  await expect(
    (async () => workstation.handlers.setChain({ ...wish(true), nodes: [{ kept: 3 }] }))(),
  ).rejects.toThrow('nothing is kept at place 3');
});

test('turned off, nothing of it is left', async () => {
  await workstation.handlers.setChain(wish(true));
  await answered();
  const state = await workstation.handlers.setChain(wish(false));
  expect(state).toMatchObject({ on: false, readings: [] });
  expect(state.sources.map((one) => one.state)).toEqual(['off', 'off']);
  expect(await workstation.handlers.market(asset('ETH'))).toBeNull();
});

test('a node of another chain fails by name', async () => {
  const other = { ...wish(true), nodes: [{ url: server.url, chainId: 10 }], hermes: null };
  await workstation.handlers.setChain(other);
  await vi.waitFor(
    async () => {
      expect((await chain()).sources[0]).toMatchObject({ state: 'failing' });
    },
    { timeout: 10_000, interval: 20 },
  );
  expect((await chain()).sources[0]?.fault).toContain('is a node of chain 1, not of chain 10');
});
