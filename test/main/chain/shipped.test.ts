import { describe, expect, test } from 'vitest';
import { shippedChainlink } from '../../../src/main/chain/chainlink/feeds.ts';
import { shippedChains } from '../../../src/main/chain/chains.ts';
import { shippedPyth } from '../../../src/main/chain/pyth/feeds.ts';
import { loadTransferTable } from '../../../src/main/parameters/transfer-table.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;

describe('what is shipped of oracles and costs', () => {
  test('no feed is there twice, and each is of a chain that is known', () => {
    const { feeds, sequencers } = shippedChainlink();
    const names = feeds.map(({ chainId, description }) => `${chainId} ${description}`);
    expect(new Set(names).size).toBe(names.length);
    const addresses = [...feeds, ...sequencers].map(
      ({ chainId, address }) => `${chainId} ${address}`,
    );
    expect(new Set(addresses).size).toBe(addresses.length);
    const known = new Set(shippedChains().map(({ chainId }) => chainId));
    for (const { chainId } of [...feeds, ...sequencers]) expect(known).toContain(chainId);
    for (const { asset, quote, description } of feeds) {
      expect(description).toBe(`${asset} / ${quote}`);
    }
  });

  test('each second-layer chain has its sequencer feed', () => {
    const { sequencers } = shippedChainlink();
    const layered = shippedChains()
      .filter(({ sequenced }) => sequenced)
      .map(({ chainId }) => chainId);
    expect(new Set(sequencers.map(({ chainId }) => chainId))).toEqual(new Set(layered));
  });

  test('identifiers of Pyth are 32 bytes each, none twice', () => {
    const { feeds, contracts } = shippedPyth();
    expect(new Set(feeds.map(({ id }) => id)).size).toBe(feeds.length);
    expect(new Set(contracts.map(({ chainId }) => chainId)).size).toBe(contracts.length);
  });

  test('steps of the table are on chains whose coin is known', () => {
    const { chains, steps } = loadTransferTable(resources);
    const known = new Set(chains.map(({ chainId }) => chainId));
    for (const step of steps) {
      expect(known).toContain(step.kind === 'bridge' ? step.from : step.chainId);
    }
  });
});
