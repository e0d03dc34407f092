import { indexConsensus, type ConsensusReport } from '../../../engine/consensus/index-consensus.ts';
import type { ConsensusSettings, PriceObservation } from '../../../engine/consensus/observation.ts';
import {
  loneSource,
  type LoneMemory,
  type LoneSettings,
} from '../../../engine/consensus/lone-source.ts';
import { priceBand } from '../../../engine/consensus/price-band.ts';
import { noneFenced, type FencedSources } from '../../../engine/consensus/readmission.ts';
import type { Quote } from '../../../engine/model/market.ts';
import type { PriceBand } from '../../../engine/model/price-band.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { fail } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
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

/** A jump of a lone source: over a fifth (e^0.2) at once, a fifth more for each hour, at most threefold; a minute to stand. */
const usualLone: LoneSettings = {
  jump: 0.2,
  jumpPerHour: 0.2,
  most: Math.log(3),
  standsFor: 60_000,
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
  readonly #believed = new Map<Asset, LoneMemory>();

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

  /** What an asset cost before anybody live said anything of it: the first to say is compared with that. */
  begin(asset: Asset, { value, at }: Pick<Quote, 'value' | 'at'>): void {
    if (!this.#believed.has(asset)) this.#believed.set(asset, { value, at, doubt: null });
  }

  /** Our clock was set: what was said is as old as it was. */
  clockSet(by: number): void {
    for (const [asset, { value, at }] of this.#believed) {
      this.#believed.set(asset, { value, at: instant(at + by), doubt: null });
    }
    for (const known of this.#sources.values()) {
      for (const [key, one] of known) known.set(key, { ...one, at: instant(one.at + by) });
    }
  }

  /** Forgets what a source said: nobody asks it any more. */
  forget(isForgotten: (source: string) => boolean): void {
    for (const known of this.#sources.values()) {
      for (const [key, { source }] of known) if (isForgotten(source)) known.delete(key);
    }
    for (const [asset, known] of this.#sources) {
      if (known.size > 0) continue;
      this.#sources.delete(asset);
      this.#believed.delete(asset);
    }
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
          source: `${one.source} in ${one.quote}`,
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
    const report = this.#doubted(asset, compared, now);
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

  /** The report, without agreement where a lone source jumps. */
  #doubted(asset: Asset, report: ConsensusReport, now: Instant): ConsensusReport {
    if (!report.consensus.ok) return report;
    const { value, used } = report.consensus.value;
    const before = this.#believed.get(asset) ?? null;
    // Two that agree vouch for each other.
    const alone = used.length > 1 ? null : loneSource(value, now, before, usualLone);
    this.#believed.set(asset, alone?.memory ?? { value, at: now, doubt: null });
    if (alone === null || alone.fault === null) return report;
    return { ...report, consensus: fail('conflict', `${used[0]?.source}: ${alone.fault}`) };
  }
}

const quoteOf = ({
  value,
  used,
  oldest,
}: Extract<ConsensusReport['consensus'], { ok: true }>['value']): Quote => ({
  value,
  at: oldest,
  source: `live: ${used.map(({ source }) => source).join(', ')}`,
});
