import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../../../src/engine/values/units.ts';
import type { ChainlinkFeed, ChainlinkFeeds } from '../../../../src/main/chain/chainlink/feeds.ts';
import type { Chain } from '../../../../src/main/chain/chains.ts';
import { ChainlinkReader } from '../../../../src/main/chain/chainlink/reader.ts';
import type { ReadFeed } from '../../../../src/main/chain/read-feed.ts';
import { nodeServer, type NodeServer } from '../node-server.ts';
import { opened } from '../opened.ts';
import { selectors, textWords, word } from '../words.ts';

/** 2026-11-27T12:00:00Z. */
const NOW = instant(1_795_780_800_000);
const SECONDS = BigInt(NOW) / 1000n;

const ADDRESS = '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419';
const AGGREGATOR = '0x7d4e742018fb52e48b08be73d041c18b21de6fb5';
const SEQUENCER = '0xFdB631F5EE196F0ed6FAa767959853A9F217697D';

const feed = (chainId: number): ChainlinkFeed => ({
  chainId,
  address: ADDRESS,
  description: 'ETH / USD',
  asset: asset('ETH'),
  quote: asset('USD'),
  heartbeat: 3600,
  deviation: 0.005,
});

const chains: readonly Chain[] = [
  { chainId: 1, title: 'Ethereum', coin: asset('ETH'), sequenced: false, dataFee: 'none' },
  { chainId: 42_161, title: 'Arbitrum', coin: asset('ETH'), sequenced: true, dataFee: 'arbitrum' },
  { chainId: 10, title: 'Optimism', coin: asset('ETH'), sequenced: true, dataFee: 'op-stack' },
];

const known: ChainlinkFeeds = {
  feeds: [feed(1), feed(42_161), feed(10)],
  sequencers: [{ chainId: 42_161, address: SEQUENCER }],
};

/** Phase 7 of a proxy, round 15442 of it: the phase is in the upper 16 of 80 bits (docs.chain.link, historical data). */
const ROUND = (7n << 64n) + 15_442n;

type Words = {
  chainId: string;
  round: bigint;
  answer: bigint;
  updatedAt: bigint;
  answeredIn: bigint | null;
  decimals: string;
  description: string;
  sequencer: readonly [answer: bigint, startedAt: bigint];
  /** Word of the aggregator behind the proxy; null: no such function. */
  aggregator: string | null;
  /** Words of the least and the greatest answer; null: no such functions. */
  bounds: readonly [min: string, max: string] | null;
};

/** 2,934.5678 with eight decimals, 20 minutes ago. */
const usual = (): Words => ({
  chainId: '0x1',
  round: ROUND,
  answer: 293_456_780_000n,
  updatedAt: SECONDS - 1200n,
  answeredIn: null,
  decimals: word(8n),
  description: textWords('ETH / USD'),
  sequencer: [0n, SECONDS - 90_000n],
  aggregator: null,
  bounds: null,
});

/** Behind the proxy is an aggregator with these bounds. */
const bounded = (min: bigint, max: bigint): Pick<Words, 'aggregator' | 'bounds'> => ({
  aggregator: word(BigInt(AGGREGATOR)),
  bounds: [word(min), word(max)],
});

let server: NodeServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function node(words: Words): Promise<NodeServer> {
  server = await nodeServer(({ method, to, data }) => {
    if (method === 'eth_chainId') return words.chainId;
    const { round, answer, updatedAt, answeredIn } = words;
    if (to === SEQUENCER) {
      const [status, startedAt] = words.sequencer;
      return `0x${word(1n)}${word(status)}${word(startedAt)}${word(startedAt)}${word(1n)}`;
    }
    if (data === selectors.decimals) return `0x${words.decimals}`;
    if (data === selectors.description) return `0x${words.description}`;
    const own: Readonly<Record<string, string | undefined>> =
      to === AGGREGATOR
        ? { [selectors.minAnswer]: words.bounds?.[0], [selectors.maxAnswer]: words.bounds?.[1] }
        : { [selectors.aggregator]: words.aggregator ?? undefined };
    const stated = own[data ?? ''];
    if (stated !== undefined) return `0x${stated}`;
    if (data !== selectors.latestRoundData) return { error: { code: 3, message: 'reverted' } };
    return `0x${word(round)}${word(answer)}${word(updatedAt)}${word(updatedAt)}${word(answeredIn ?? round)}`;
  });
  return server;
}

async function read(
  words: Words,
  reader: ChainlinkReader = new ChainlinkReader(known, chains),
  now: Instant = NOW,
): Promise<ReadFeed> {
  const { url, close } = await node(words);
  const rpc = await opened(url);
  const [found] = await reader.read(rpc, reader.feeds(rpc.chainId, null), () => now);
  await close();
  server = null;
  if (found === undefined) throw new Error('nothing was read');
  return found;
}

const faultOf = ({ reading }: ReadFeed): string =>
  reading.ok ? 'no fault' : `${reading.failure.reason}: ${reading.failure.message}`;

describe('a Chainlink feed', () => {
  test('is read with its exact value, its time, and its deviation as confidence', async () => {
    const { feed: name, reading } = await read(usual());
    expect(name).toBe('Chainlink on Ethereum ETH / USD');
    if (!reading.ok) throw new Error(reading.failure.message);
    expect(reading.value).toMatchObject({
      source: 'Chainlink on Ethereum',
      asset: 'ETH',
      quote: 'USD',
      value: { text: '2934.5678', number: 2934.5678 },
      at: NOW - 1_200_000,
      detail: { round: '129127208515966876754' },
    });
    expect(reading.value.confidence).toBeCloseTo(14.672839, 6);
    expect(reading.value.age).toMatchObject({ age: 1_200_000, most: 3_900_000, stale: false });
  });

  test('is asked for in one batch of calls on the newest block', async () => {
    const { url, bodies } = await node(usual());
    const rpc = await opened(url);
    const reader = new ChainlinkReader(known, chains);
    await reader.read(rpc, reader.feeds(1, null), () => NOW);
    // The chain, the aggregators, the answers.
    expect(bodies).toHaveLength(3);
    expect(JSON.parse(bodies[2] ?? '')).toEqual(
      [selectors.latestRoundData, selectors.decimals, selectors.description].map((data, i) => ({
        jsonrpc: '2.0',
        id: i + 1,
        method: 'eth_call',
        params: [{ to: ADDRESS, data }, 'latest'],
      })),
    );
  });

  test('is stale five minutes after its heartbeat, and not before', async () => {
    const at = async (age: bigint): Promise<boolean | null> => {
      const { reading } = await read({ ...usual(), updatedAt: SECONDS - age });
      return reading.ok ? reading.value.age.stale : null;
    };
    expect(await at(3900n)).toBe(false);
    expect(await at(3901n)).toBe(true);
  });

  test.each<[string, Partial<Words>, string]>([
    [
      'zero',
      { answer: 0n },
      'malformed: Chainlink on Ethereum ETH / USD: the answer 0 is not positive',
    ],
    ['a negative answer', { answer: -5n }, 'the answer -5 is not positive'],
    ['an answer of 2^255 - 1', { answer: (1n << 255n) - 1n }, 'limit-exceeded'],
    ['an incomplete round', { updatedAt: 0n }, 'the round is not complete'],
    ['a round of the far future', { updatedAt: 1n << 200n }, 'a time of the future'],
    ['a round two minutes ahead', { updatedAt: SECONDS + 120n }, 'a time of the future'],
    ['a round of before oracles', { updatedAt: 5n }, 'no time'],
    ['an answer carried over', { answeredIn: ROUND - 1n }, 'carries the answer of round'],
    [
      'another feed',
      { description: textWords('BTC / USD') },
      'the contract says that it is "BTC / USD"',
    ],
    ['255 decimals', { decimals: word(255n) }, 'limit-exceeded'],
    ['decimals beyond a byte', { decimals: word(256n) }, 'the bytes returned are not of its types'],
    ['no code at the address', { decimals: '' }, 'decimals(): no such function there'],
    ['half a word', { decimals: '00' }, 'the bytes returned are not of its types'],
    ['bytes that are none', { decimals: 'zz' }, 'the result is no bytes in hexadecimal'],
  ])('is refused for %s', async (_, wrong, why) => {
    expect(faultOf(await read({ ...usual(), ...wrong }))).toContain(why);
  });

  test('never goes back to an earlier round', async () => {
    const reader = new ChainlinkReader(known, chains);
    expect((await read(usual(), reader)).reading.ok).toBe(true);
    expect(faultOf(await read({ ...usual(), round: ROUND - 1n }, reader))).toContain(
      'came after round',
    );
    expect(
      faultOf(await read({ ...usual(), round: ROUND + 1n, updatedAt: SECONDS - 1201n }, reader)),
    ).toContain('is dated before round');
    expect((await read({ ...usual(), round: ROUND + 1n }, reader)).reading.ok).toBe(true);
  });
});

describe('the bounds of an aggregator', () => {
  const wide = 2n ** 176n - 1n;

  test.each<[string, bigint, bigint, bigint, string]>([
    // What Chainlink’s own list states of USDT / USD on Ethereum: maxSubmissionValue 105000000, eight decimals.
    ['the upper', 105_000_000n, 1n, 105_000_000n, 'is at maxAnswer 105000000'],
    ['beyond the upper', 105_000_001n, 1n, 105_000_000n, 'is at maxAnswer 105000000'],
    ['the lower', 10_000_000n, 10_000_000n, wide, 'is at minAnswer 10000000'],
    ['below the lower', 9_999_999n, 10_000_000n, wide, 'is at minAnswer 10000000'],
  ])('an answer at %s is no price', async (_, answer, min, max, why) => {
    const fault = faultOf(await read({ ...usual(), ...bounded(min, max), answer }));
    expect(fault).toContain('limit-exceeded: Chainlink on Ethereum ETH / USD: the answer ');
    expect(fault).toContain(why);
  });

  test('an answer between them is a price, and they are told with it', async () => {
    const { reading } = await read({
      ...usual(),
      ...bounded(1n, 105_000_000n),
      answer: 104_999_999n,
    });
    if (!reading.ok) throw new Error(reading.failure.message);
    expect(reading.value.value.text).toBe('1.04999999');
    expect(reading.value.detail).toMatchObject({ minAnswer: '1', maxAnswer: '105000000' });
  });

  test.each<[string, Partial<Words>]>([
    ['the proxy names no aggregator', { bounds: [word(1n), word(2n)] }],
    ['the aggregator has no such functions', { ...bounded(1n, 2n), bounds: null }],
    ['they are no range', bounded(0n, 0n)],
    ['they are beyond 192 bits', { ...bounded(1n, 2n), bounds: [word(1n), word(2n ** 200n)] }],
    ['the aggregator is no address', { ...bounded(1n, 2n), aggregator: word(2n ** 170n) }],
  ])('are not known where %s: the price counts, and nothing is said of them', async (_, of) => {
    const { reading } = await read({ ...usual(), ...of });
    if (!reading.ok) throw new Error(reading.failure.message);
    expect(Object.keys(reading.value.detail)).toEqual(['round']);
  });

  test('are asked for once, and anew when another aggregator is behind the proxy', async () => {
    const reader = new ChainlinkReader(known, chains);
    const words = { ...usual(), ...bounded(1n, wide) };
    const { url, bodies } = await node(words);
    const rpc = await opened(url);
    const round = async (): Promise<number> => {
      await reader.read(rpc, reader.feeds(1, null), () => NOW);
      return bodies.filter((body) => body.includes(selectors.maxAnswer)).length;
    };
    expect([await round(), await round()]).toEqual([1, 1]);
    words.aggregator = word(BigInt(AGGREGATOR) + 1n);
    expect(await round()).toBe(2);
  });
});

test('whatever a node returns for a call, nothing is thrown and the fault names the feed', async () => {
  let said: unknown = null;
  server = await nodeServer(({ method }) => (method === 'eth_chainId' ? '0x1' : said));
  const rpc = await opened(server.url);
  const reader = new ChainlinkReader(known, chains);
  const bytes = fc
    .uint8Array({ maxLength: 200 })
    .map((one) => `0x${Buffer.from(one).toString('hex')}`);
  const words = fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { maxLength: 6 });
  const anything = fc.oneof(
    fc.jsonValue(),
    bytes,
    words.map((all) => `0x${all.map(word).join('')}`),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      said = value;
      const [one] = await reader.read(rpc, reader.feeds(1, null), () => NOW);
      expect(one?.reading.ok).toBe(false);
      if (one !== undefined) expect(faultOf(one)).toContain('Chainlink on Ethereum ETH / USD: ');
    }),
    { numRuns: 150 },
  );
});

describe('a feed of a second-layer chain', () => {
  const arbitrum = (): Words => ({ ...usual(), chainId: '0xa4b1' });

  test('counts while its sequencer has been up for an hour', async () => {
    expect(faultOf(await read({ ...arbitrum(), sequencer: [0n, SECONDS - 3600n] }))).toBe(
      'no fault',
    );
    expect(faultOf(await read({ ...arbitrum(), sequencer: [0n, SECONDS - 3599n] }))).toContain(
      'up again for 59 min only',
    );
    expect(faultOf(await read({ ...arbitrum(), sequencer: [1n, SECONDS - 90_000n] }))).toContain(
      'the sequencer is down',
    );
    expect(faultOf(await read({ ...arbitrum(), sequencer: [0n, 0n] }))).toContain('not valid');
    expect(faultOf(await read({ ...arbitrum(), sequencer: [2n, 1n] }))).toContain('not 0 or 1');
  });

  test('does not count where no sequencer feed is known', async () => {
    expect(faultOf(await read({ ...usual(), chainId: '0xa' }))).toContain(
      'no sequencer feed is known',
    );
  });
});
