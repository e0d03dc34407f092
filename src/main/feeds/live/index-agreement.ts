import { indexConsensus, type ConsensusReport } from '../../../engine/consensus/index-consensus.ts';
import type { ConsensusSettings, PriceObservation } from '../../../engine/consensus/observation.ts';
import { loneSource, type LoneMemory } from '../../../engine/consensus/lone-source.ts';
import { priceBand } from '../../../engine/consensus/price-band.ts';
import { noneFenced, type FencedSources } from '../../../engine/consensus/readmission.ts';
import type { Quote } from '../../../engine/model/market.ts';
import type { PriceBand } from '../../../engine/model/price-band.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { fail } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { usualLone } from '../lone-watch.ts';
import type { SpotSource } from './spot-sources.ts';

/** How sources are judged: stale after 30 s, fenced beyond 5 deviations or 2 %, back after a minute. */
const usualConsensus: ConsensusSettings = {
  oldest: { all: 30_000, by: new Map() },
  ahead: 5_000,
  deviations: 5,
  floor: 0.001,
  band: 0.02,
  readmitAfter: 60_000,
};

/** Half-width, a fraction of the price, at which nothing is sure any more. */
const WIDEST = 0.05;

/** What sources say of one asset now, and what they agree on. */
export type Agreement = {
  readonly asset: Asset;
  readonly report: ConsensusReport;
  /** What was compared, reporting currency. */
  readonly observations: readonly PriceObservation[];
  /** In the reporting currency; null where they do not agree. */
  readonly spot: Quote | null;
  readonly band: PriceBand | null;
  /** Sources whose quote currency has no price: they are not compared. */
  readonly unconverted: readonly SpotSource[];
};

/** The prices that venues and oracles state of each asset, and which of them are believed. */
export class IndexAgreement {
  readonly #sources = new Map<Asset, Map<string, SpotSource>>();
  readonly #fenced = new Map<Asset, FencedSources>();
  /** What the first live price of an asset is compared with; null after that. */
  readonly #first = new Map<Asset, LoneMemory | null>();

  put(one: SpotSource): void {
    let known = this.#sources.get(one.asset);
    if (known === undefined) {
      known = new Map();
      this.#sources.set(one.asset, known);
    }
    const key = `${one.source} ${one.quote}`;
    const before = known.get(key);
    if (before === undefined || before.at <= one.at) known.set(key, one);
  }

  /** What an asset cost before anybody live said anything of it. */
  begin(asset: Asset, { value, at }: Pick<Quote, 'value' | 'at'>): void {
    if (!this.#first.has(asset)) this.#first.set(asset, { value, at, doubt: null });
  }

  /** Our clock was set: what was said is as old as it was. */
  clockSet(by: number): void {
    for (const known of this.#sources.values()) {
      for (const [key, one] of known) known.set(key, { ...one, at: instant(one.at + by) });
    }
  }

  /** Forgets what a source said: nobody asks it any more. */
  forget(isForgotten: (source: string) => boolean): void {
    for (const known of this.#sources.values()) {
      for (const [key, { source }] of known) if (isForgotten(source)) known.delete(key);
    }
    for (const [asset, known] of this.#sources) if (known.size === 0) this.#sources.delete(asset);
  }

  get assets(): readonly Asset[] {
    return [...this.#sources.keys()];
  }

  /**
   * @param rateOf reporting currency per unit of a quote currency; null where it is not known
   */
  of(asset: Asset, rateOf: (quote: Asset) => number | null, now: Instant): Agreement {
    const sources = [...(this.#sources.get(asset)?.values() ?? [])];
    const unconverted: SpotSource[] = [];
    const observations = sources.flatMap((one) => {
      const rate = rateOf(one.quote);
      if (rate === null) {
        unconverted.push(one);
        return [];
      }
      return [
        {
          source: nameOf(one),
          value: one.value * rate,
          at: one.at,
          confidence: one.confidence === null ? null : one.confidence * rate,
          weight: 1,
        },
      ];
    });
    const compared = indexConsensus(
      observations,
      usualConsensus,
      this.#fenced.get(asset) ?? noneFenced,
      now,
    );
    this.#fenced.set(asset, compared.next);
    const report = this.#doubted(asset, compared, sources, now);
    // Sources are stale within half a minute: what may have happened since adds nothing to speak of.
    const band = priceBand(report, usualConsensus, { dailyVolatility: null, widest: WIDEST }, now);
    return {
      asset,
      report,
      observations,
      spot: report.consensus.ok ? quoteOf(report.consensus.value) : null,
      band: band.ok ? band.value : null,
      unconverted,
    };
  }

  /** The report, without agreement where a lone source jumps. Two that agree vouch for each other. */
  #doubted(
    asset: Asset,
    report: ConsensusReport,
    sources: readonly SpotSource[],
    now: Instant,
  ): ConsensusReport {
    if (!report.consensus.ok) return report;
    const { value, used } = report.consensus.value;
    const [alone] = used;
    const first = this.#first.get(asset) ?? null;
    if (used.length !== 1 || alone === undefined) {
      this.#first.set(asset, null);
      return report;
    }
    const begun = first === null ? null : loneSource(value, now, first, usualLone);
    const doubt = sources.find((one) => nameOf(one) === alone.source)?.doubt ?? null;
    // Where the first that was heard was wrong, what comes after it seems to jump: what the store knows goes on to judge.
    const fault = begun === null ? doubt : begun.fault;
    this.#first.set(
      asset,
      begun === null || (fault === null && doubt === null) ? null : begun.memory,
    );
    if (fault === null) return report;
    return { ...report, consensus: fail('conflict', `${alone.source}: ${fault}`) };
  }
}

const nameOf = ({ source, quote }: SpotSource): string => `${source} in ${quote}`;

const quoteOf = ({
  value,
  used,
  oldest,
}: Extract<ConsensusReport['consensus'], { ok: true }>['value']): Quote => ({
  value,
  at: oldest,
  source: `live: ${used.map(({ source }) => source).join(', ')}`,
});
