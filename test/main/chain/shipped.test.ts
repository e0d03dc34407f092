import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shippedChainlink } from '../../../src/main/chain/chainlink/feeds.ts';
import { shippedChains } from '../../../src/main/chain/chains.ts';
import { shippedPyth } from '../../../src/main/chain/pyth/feeds.ts';
import { resourceFile } from '../../../src/main/imports/resource-file.ts';
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

  test.each([
    ['LINK', '0x2c1d072e956AFFC0D435Cb7AC38EF18d24d9127c', 3_600, 0.005],
    ['USDC', '0x8fFfFfd4AfB6115b954Bd326cbe7B4BA576818f6', 82_800, 0.0025],
    ['USDT', '0x3E7d1eAB13ad0104d2750B8863b489D65364e32D', 86_400, 0.0025],
    ['AAVE', '0x547a514d5e3769680Ce22B2361c10Ea13619e8a9', 3_600, 0.01],
    ['CRV', '0xCd627aA160A6fA45Eb793D19Ef54f5062F20f33f', 86_400, 0.01],
    ['SOL', '0x4ffC43a60e009B551865A93d232E33Fce9f01507', 86_400, 0.02],
  ])(
    '%s on Ethereum is read from the standard proxy, not from one that sells its updates',
    (asset, address, heartbeat, deviation) => {
      // Chainlink's own list: path `link-usd` is standard, `link-usd-svr` and `link-usd-shared-svr` are not.
      const own = shippedChainlink().feeds.filter(
        (one) => one.chainId === 1 && one.asset === asset && one.quote === 'USD',
      );
      expect(own).toMatchObject([{ address, heartbeat, deviation }]);
    },
  );

  test.each([
    ['chainlink.json', 'https://github.com/smartcontractkit/documentation/'],
    ['pyth.json', 'https://github.com/pyth-network/documentation/'],
  ])('each feed of %s is cited from the oracle’s own text', (file, own) => {
    const { feeds } = z
      .object({ feeds: z.array(z.object({ source: z.string() })).min(1) })
      .parse(resourceFile('oracles', file));
    for (const { source } of feeds) expect(source.startsWith(own), source).toBe(true);
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
      if (step.kind === 'bridge') expect(known).toContain(step.to);
    }
  });

  test('no step of the table is there twice, and no bridge is free of gas', () => {
    const { steps } = loadTransferTable(resources);
    const names = steps.map((step) =>
      step.kind === 'bridge'
        ? `${step.name} ${step.from} ${step.to} ${step.asset}`
        : `${step.kind} ${step.venue} ${step.chainId} ${step.asset}`,
    );
    expect(new Set(names).size).toBe(names.length);
    for (const step of steps) if (step.kind === 'bridge') expect(step.gas).not.toBe(0);
  });

  test.each([
    // developers.circle.com/cctp: 13 to 19 minutes and free, or 8 to 20 seconds and up to 14 basis points.
    ['CCTP Standard Transfer', 42_161, 1, 19, 0],
    ['CCTP Fast Transfer', 1, 8_453, 1, 0.0014],
    // docs.arbitrum.io: about 7 days until it can be claimed; docs.optimism.io: 1 to 3 minutes; docs.base.org: 5 days.
    ['Arbitrum bridge', 42_161, 1, 7 * 1440, 0],
    ['OP Stack standard bridge', 1, 10, 3, 0],
    ['OP Stack standard bridge', 8_453, 1, 5 * 1440, 0],
  ])(
    '%s from chain %i to %i takes as long as it is documented to',
    (name, from, to, minutes, rate) => {
      const found = loadTransferTable(resources).steps.filter(
        (step) =>
          step.kind === 'bridge' && step.name === name && step.from === from && step.to === to,
      );
      expect(found).toMatchObject([{ minutes, rate, fee: 0, gas: null }]);
    },
  );
});
