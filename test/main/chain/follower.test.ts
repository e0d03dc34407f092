import { beforeEach, expect, test } from 'vitest';
import type { ChainSettings } from '../../../src/engine/contract/chain.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { ChainFollower } from '../../../src/main/chain/follower.ts';
import { shippedOracles } from '../../../src/main/chain/shipped.ts';
import type { SpotSource } from '../../../src/main/feeds/live/spot-sources.ts';
import { VirtualWorld } from '../../support/virtual-world.ts';

const ETH = 'ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace';
const EVERY = 10;

const settings: ChainSettings = {
  on: true,
  every: EVERY,
  nodes: [],
  hermes: { url: 'https://prices.example/secret-of-the-user', key: null },
  assets: [asset('ETH')],
};

let world: VirtualWorld;
let taken: SpotSource[];
let told: number;

beforeEach(() => {
  world = new VirtualWorld();
  taken = [];
  told = 0;
});

const following = (of: ChainSettings = settings): ChainFollower =>
  new ChainFollower({
    settings: of,
    known: shippedOracles(),
    around: world.around,
    patience: { timeout: 1_000, attempts: 1, backoff: { least: 1, most: 10 } },
    onSources: (sources) => taken.push(...sources),
    onState: () => told++,
  });

const answering = (): void => {
  world.answer = () => ({
    status: 200,
    retryAfter: null,
    text: JSON.stringify({
      parsed: [
        {
          id: ETH,
          price: {
            price: '300000000000',
            conf: '100000000',
            expo: -8,
            publish_time: Math.floor(world.now() / 1000),
          },
        },
      ],
    }),
  });
};

test('asks at its pace, and each answer is a source', async () => {
  answering();
  const follower = following();
  await world.pass(35_000);
  expect(world.requests.map(({ at }) => at)).toEqual([0, 10_000, 20_000, 30_000]);
  expect(taken).toHaveLength(4);
  expect(taken[0]).toMatchObject({
    source: 'Pyth by Hermes',
    asset: 'ETH',
    value: 3_000,
    confidence: 1,
  });
  expect(told).toBe(4);
  expect(follower.state.sources).toMatchObject([
    { state: 'live', name: 'prices.example', fault: null },
  ]);
});

test('a place that fails is asked less and less often, and at its pace again once it answers', async () => {
  world.random = () => 0.999;
  const follower = following();
  await world.pass(160_000);
  const waits = world.requests.map(({ at }, i) => at - (world.requests[i - 1]?.at ?? 0)).slice(1);
  // The bound doubles: 20, 40 and 80 seconds.
  expect(waits).toEqual([19_980, 39_960, 79_920]);
  const [source] = follower.state.sources;
  expect(source).toMatchObject({ state: 'failing', lastAnswer: null });
  expect(source?.fault).toBe('prices.example: the connection failed (no answer)');
  answering();
  const before = world.requests.length;
  await world.pass(200_000);
  const times = world.requests.slice(before).map(({ at }) => at);
  expect(times.slice(1).every((at, i) => (times[i] ?? 0) + EVERY * 1000 === at)).toBe(true);
  expect(follower.state.sources).toMatchObject([{ state: 'live', fault: null }]);
});

test('a reading ages after it was read, and is stale by its own rule', async () => {
  answering();
  const follower = following();
  await world.pass(1_000);
  const standing = (): unknown => {
    const [reading] = follower.state.readings;
    return reading?.price.ok === true ? reading.price.value.standing : null;
  };
  expect(standing()).toBe('counts');
  world.answer = () => null;
  await world.pass(70_000);
  expect(standing()).toBe('stale');
});

test('stopped or off, it asks nothing', async () => {
  answering();
  const follower = following();
  await world.pass(1_000);
  follower.stop();
  await world.pass(60_000);
  expect(world.requests).toHaveLength(1);
  following({ ...settings, on: false });
  await world.pass(60_000);
  expect(world.requests).toHaveLength(1);
});
