/**
 * `npm run --silent frames`: frames that the built window draws a second while ten snapshots a second of
 * a thousand rows are pushed and a thousand contracts are looked at, by view, as JSON. Only on a machine
 * at rest do the figures say something; the window draws without a graphics card here.
 */
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import type { FeedsState } from '../../src/engine/contract/feeds.ts';
import type { LiveContract, MarketView } from '../../src/engine/contract/market.ts';
import type { RiskSnapshot } from '../../src/engine/contract/snapshot.ts';
import { asset, instrumentId, market, venueOf } from '../../src/engine/values/ids.ts';
import { fail } from '../../src/engine/values/outcome.ts';
import { instant, type Instant } from '../../src/engine/values/units.ts';
import { openBrowserHost } from '../../src/main/browser-host/browser-host.ts';
import { builtPages } from '../../src/main/pages/built-pages.ts';
import { chromiumPath } from '../support/chromium.ts';
import { fakeWorkstation } from '../support/fake-workstation.ts';
import { snapshotFixture } from '../support/snapshot-fixture.ts';

const ROWS = 1_000;
const EVERY = 100;
const SECONDS = 5;

const UNDERLYINGS = 20;

const [model] = snapshotFixture.exposures;
if (model === undefined) throw new Error('the fixture has rows');

/** A thousand rows below twenty underlyings, of which every one has other figures each time. */
const snapshotAt = (turn: number): RiskSnapshot => ({
  ...snapshotFixture,
  exposures: Array.from({ length: ROWS }, (_, at) => {
    const isRoot = at % (ROWS / UNDERLYINGS) === 0;
    const root = `U${Math.floor(at / (ROWS / UNDERLYINGS))}`;
    return {
      ...model,
      id: isRoot ? root : `${root}/${at}`,
      parent: isRoot ? null : root,
      depth: isRoot ? (0 as const) : (1 as const),
      underlying: asset(root),
      label: isRoot ? root : `Row ${at}`,
      gross: 1_000_000 + turn + at,
      sensitivities: { delta: turn + at, gamma: turn, vega: at - turn, theta: -turn },
    };
  }),
});

const deribit = market('DERIBIT');

function contractAt(at: number, turn: number, now: Instant): LiveContract {
  const symbol = `BTC-${at}`;
  const id = instrumentId(symbol, deribit);
  if (!id.ok) throw new Error(id.failure.message);
  const value = (x: number) => ({ value: x + turn, at: now });
  return {
    instrument: id.value,
    symbol,
    market: deribit,
    venue: venueOf(deribit),
    kind: 'perpetual',
    priceUnit: asset('USD'),
    held: at % 2 === 0,
    at: now,
    bid: value(81_990 + at),
    ask: value(82_010 + at),
    mark: value(82_000 + at),
    index: value(82_000),
    last: value(82_001),
    volatility: null,
    openInterest: value(1_000 * at),
    funding: { value: turn / 1e7, at: now },
    fundingHours: 8,
    fundingPerYear: turn / 1e4,
    nextFunding: now,
    book: 'live',
    fenced: null,
  };
}

function viewAt(turn: number): MarketView {
  const now = instant(Date.now());
  const side = (away: 1 | -1) =>
    Array.from({ length: 200 }, (_, at) => ({
      price: 82_000 + away * (5 + at) + turn,
      quantity: 1 + at,
      cumulative: ((at + 1) * (at + 2)) / 2,
      shares: [],
    }));
  return {
    asOf: now,
    staleAfter: 10_000,
    reporting: asset('USD'),
    underlying: asset('BTC'),
    underlyings: [asset('BTC')],
    agreement: null,
    contracts: Array.from({ length: ROWS }, (_, at) => contractAt(at, turn, now)),
    ladder: {
      ladder: { underlying: asset('BTC'), sources: [], crossing: null, leftOut: [] },
      bids: side(-1),
      asks: side(1),
      top: fail('not-applicable', 'not looked at'),
      depth: [],
      netDelta: null,
      unwind: fail('not-applicable', 'nothing is held'),
    },
    volatilityIndexes: [],
  };
}

const feedsNow = (): FeedsState => ({
  asOf: instant(Date.now()),
  venues: [],
  followed: { on: 1, live: 1, worst: 'live', age: 10 },
  keys: 'empty',
  accounts: [],
  recording: null,
});

/** Frames a second by the window's own clock, and the longest wait for one in milliseconds. */
const framesOf = (page: Page): Promise<{ readonly fps: number; readonly longest: number }> =>
  page.evaluate(
    (seconds) =>
      new Promise<{ fps: number; longest: number }>((done) => {
        const began = performance.now();
        let [frames, last, longest] = [0, began, 0];
        const frame = (now: number): void => {
          frames++;
          longest = Math.max(longest, now - last);
          last = now;
          if (now - began < seconds * 1_000) requestAnimationFrame(frame);
          else done({ fps: (frames * 1_000) / (now - began), longest });
        };
        requestAnimationFrame(frame);
      }),
    SECONDS,
  );

let turn = 0;
const workstation = fakeWorkstation({
  snapshot: () => snapshotAt(turn),
  feeds: feedsNow,
  replay: () => null,
  chain: () => ({
    asOf: instant(Date.now()),
    on: false,
    every: 60,
    assets: null,
    sources: [],
    readings: [],
    gas: [],
    gasHistory: fail('not-applicable', 'not looked at'),
  }),
  market: () => viewAt(turn),
});
const host = await openBrowserHost({
  port: 0,
  pages: builtPages(fileURLToPath(new URL('../../out/renderer', import.meta.url))),
  workstation,
  now: Date.now,
  log: () => undefined,
  onNewLink: () => undefined,
});
const browser = await chromium.launch({ executablePath: chromiumPath() });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(host.newLink());
await page.getByRole('region', { name: 'Headline figures' }).waitFor();
const pushing = setInterval(() => {
  turn++;
  workstation.push('snapshot', snapshotAt(turn));
  if (turn % 10 === 0) workstation.push('feeds', feedsNow());
}, EVERY);
const views: Record<string, { readonly fps: number; readonly longest: number }> = {};
for (const hash of ['overview', 'exposures', 'market/feeds', 'market/book', 'market/contracts']) {
  await page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, hash);
  await page.waitForTimeout(1_500);
  if (hash === 'exposures') await page.getByRole('button', { name: 'Expand all' }).click();
  if (process.env['FRAMES_PICTURES'] !== undefined) {
    await page.screenshot({
      path: `${process.env['FRAMES_PICTURES']}/${hash.replace('/', '-')}.png`,
    });
  }
  const { fps, longest } = await framesOf(page);
  views[hash] = { fps: Number(fps.toFixed(1)), longest: Number(longest.toFixed(0)) };
}
clearInterval(pushing);
await browser.close();
await host.close();
process.stdout.write(
  `${JSON.stringify({ rows: ROWS, snapshotsPerSecond: 1_000 / EVERY, views, machine: { threads: availableParallelism(), load: loadavg()[0] } }, null, 2)}\n`,
);
process.exit(0);
