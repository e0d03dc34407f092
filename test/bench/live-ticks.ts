import type { LiveRun } from '../../src/engine/live/live-run.ts';
import type { MarketChanges } from '../../src/engine/live/market-changes.ts';
import type { Quote } from '../../src/engine/model/market.ts';
import type { RiskInput } from '../../src/engine/run.ts';
import type { Asset, InstrumentId } from '../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../src/engine/values/units.ts';

/** Prices of one underlying after another, each within 0.4 % of where it began, at a clock that only ticks move. */
export type Ticks = {
  /** The next so many underlyings, each with the price of its first contract. */
  readonly next: (many?: number) => { readonly changes: MarketChanges; readonly at: Instant };
  readonly pass: (ms: number) => Instant;
};

export function ticksOf({ book, market, asOf }: RiskInput): Ticks {
  const prices = [...market.spots];
  const first = new Map(
    book.instruments.toReversed().map(({ underlying, id }) => [underlying, id]),
  );
  let now = asOf;
  let turn = 0;
  const pass = (ms: number): Instant => (now = instant(now + ms));
  return {
    pass,
    next: (many = 1) => {
      const spots = new Map<Asset, Quote>();
      const marks = new Map<InstrumentId, Quote>();
      const at = pass(1);
      for (let i = 0; i < many; i++) {
        const [asset, { value }] = prices[turn % prices.length]!;
        const quote = { value: value * (1 + 0.004 * Math.sin(++turn)), at, source: 'bench' };
        spots.set(asset, quote);
        const id = first.get(asset);
        if (id !== undefined) marks.set(id, quote);
      }
      return { changes: { spots, marks }, at };
    },
  };
}

/** How a live run bears quotes that come at a rate. */
export type Sustained = {
  readonly quotesComePerSecond: number;
  /** Taken in; fewer than come where it falls behind. */
  readonly quotesPerSecond: number;
  readonly snapshotsPerSecond: number;
  /** From when a quote comes until the levels that it leads to are known, median and 95 %. */
  readonly millisecondsToLevel: { readonly median: number; readonly high: number };
};

/**
 * Quotes of one underlying after another come at a rate. All that wait are taken in as one tick; a snapshot
 * follows wherever 100 ms have passed since the last one was done.
 *
 * @param seconds of the machine's clock
 */
export function sustained(live: LiveRun, ticks: Ticks, rate: number, seconds: number): Sustained {
  const began = performance.now();
  const waits: number[] = [];
  let snapshots = 0;
  let snapshotAt = began;
  for (;;) {
    const now = performance.now();
    if (now - began >= 1_000 * seconds) break;
    const come = Math.floor(((now - began) / 1_000) * rate);
    const many = come - waits.length;
    if (many > 0) {
      const { changes, at } = ticks.next(many);
      live.tick(changes, at);
      const known = performance.now();
      for (let i = 0; i < many; i++) {
        waits.push(known - began - (1_000 * (waits.length + 1)) / rate);
      }
    }
    if (performance.now() - snapshotAt < 100) continue;
    live.snapshot();
    snapshots++;
    snapshotAt = performance.now();
  }
  const sorted = waits.toSorted((a, b) => a - b);
  const whole = (performance.now() - began) / 1_000;
  return {
    quotesComePerSecond: rate,
    quotesPerSecond: waits.length / whole,
    snapshotsPerSecond: snapshots / whole,
    millisecondsToLevel: {
      median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      high: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    },
  };
}
