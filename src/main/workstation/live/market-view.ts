import type {
  DepthRow,
  LadderRow,
  LiveContract,
  LiveLadder,
  LiveValue,
  MarketView,
  PriceAgreement,
  PriceSource,
} from '../../../engine/contract/market.ts';
import type { Instrument, InstrumentKind } from '../../../engine/model/instrument.ts';
import type { VenueBook } from '../../../engine/model/live-books.ts';
import type { MarketState } from '../../../engine/model/market.ts';
import type { FencedSource } from '../../../engine/consensus/index-consensus.ts';
import { bestExecution } from '../../../engine/orderbook/best-execution.ts';
import { consolidated, type LadderLevel } from '../../../engine/orderbook/consolidated.ts';
import { depthWithin } from '../../../engine/orderbook/depth.ts';
import { imbalanceWithin } from '../../../engine/orderbook/imbalance.ts';
import { topOfBook } from '../../../engine/orderbook/top-of-book.ts';
import { venueOf, type Asset, type InstrumentId } from '../../../engine/values/ids.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import type { TickerField } from '../../feeds/events.ts';
import type { Agreement } from '../../feeds/live/index-agreement.ts';
import type { LiveMarket } from '../../feeds/live/live-market.ts';
import { ourTime } from '../../feeds/live/live-quotes.ts';
import type { Ticker } from '../../feeds/tickers.ts';
import type { VenueMarket } from '../../feeds/venue-market.ts';
import { SKEW } from './with-live.ts';

/** Distances from the mid at which depth is told. */
const BASIS_POINTS = [5, 10, 25, 50, 100, 200];
/** Levels a side that are sent to a window. */
const LEVELS = 200;
/** Books that a net exposure is closed in. */
const TRADED: ReadonlySet<InstrumentKind> = new Set(['spot', 'perpetual', 'future']);

export type MarketViewInput = {
  readonly live: LiveMarket;
  readonly underlying: Asset;
  readonly underlyings: readonly Asset[];
  readonly held: ReadonlySet<InstrumentId>;
  readonly find: (symbol: string, market: Instrument['market']) => Instrument | null;
  readonly market: Pick<MarketState, 'spots'>;
  readonly reporting: Asset;
  /** Reporting currency per +100 %; null where nothing is held. */
  readonly netDelta: number | null;
  readonly now: Instant;
};

/** Everything live of one underlying, for a window. */
export function marketView(input: MarketViewInput): MarketView {
  const { live, underlying, underlyings, now } = input;
  const agreement = live.agreements.find(({ asset }) => asset === underlying);
  return {
    asOf: now,
    underlying,
    underlyings,
    agreement: agreement === undefined ? null : agreementOf(agreement),
    contracts: contractsOf(input),
    ladder: ladderOf(live.books(), input),
    volatilityIndexes: live.venues.flatMap((market) =>
      [...market.volatilityIndexes.values()]
        .filter(({ event }) => event.asset === underlying)
        .map(({ event, receivedAt }) => ({
          name: event.name,
          venue: market.feed.title,
          value: event.value,
          at: event.at === null ? receivedAt : ourTime(market, event.at, receivedAt),
        })),
    ),
  };
}

function agreementOf({
  asset,
  report,
  observations,
  band,
  unconverted,
}: Agreement): PriceAgreement {
  const used = report.consensus.ok ? report.consensus.value.used : [];
  const why = new Map<string, Pick<PriceSource, 'standing' | 'reason'>>([
    ...used.map(({ source }) => [source, { standing: 'used', reason: null }] as const),
    ...report.fenced.map(
      (one) => [one.source, { standing: 'fenced', reason: fencedText(one) }] as const,
    ),
    ...report.stale.map(
      (one) => [one.at ?? '', { standing: 'stale', reason: one.message }] as const,
    ),
    ...report.refused.map(
      (one) => [one.at ?? '', { standing: 'refused', reason: one.message }] as const,
    ),
  ]);
  const agreed = report.consensus.ok ? report.consensus.value.value : null;
  const compared = observations.map(({ source, value, at }): PriceSource => {
    const distance = agreed === null ? null : (value - agreed) / agreed;
    const standing = why.get(source);
    return standing === undefined
      ? { source, value, at, distance, standing: 'refused', reason: 'there is no agreement' }
      : { source, value, at, distance, ...standing };
  });
  return {
    asset,
    price: report.consensus.ok
      ? ok({
          value: report.consensus.value.value,
          low: report.consensus.value.low,
          high: report.consensus.value.high,
          at: report.consensus.value.oldest,
          remark: report.consensus.value.remark,
        })
      : report.consensus,
    sources: [
      ...compared,
      ...unconverted.map(({ source, quote, value, at }): PriceSource => {
        const reason = `no price of ${quote} is known`;
        return { source, value, at, distance: null, standing: 'no rate', reason };
      }),
    ],
    band: band === null ? null : { halfWidth: band.halfWidth, score: band.score },
  };
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)} %`;

function fencedText({ breach, readmittedAt }: FencedSource): string {
  if (breach === null) {
    const until = readmittedAt === null ? '' : `; counts again at ${timeOf(readmittedAt)}`;
    return `agrees again, not yet for long enough${until}`;
  }
  return `${percent(breach.distance)} from the median, more than the ${breach.rule} of ${percent(breach.limit)}`;
}

const timeOf = (at: Instant): string => new Date(at).toISOString().slice(11, 19);

function contractsOf({
  live,
  underlying,
  held,
  find,
  now,
}: MarketViewInput): readonly LiveContract[] {
  const fenced = new Map(live.fencedMarks.map(({ instrument, reason }) => [instrument, reason]));
  return live.venues
    .flatMap((venue) =>
      [...venue.tickers.all].flatMap((ticker): LiveContract[] => {
        const instrument = find(ticker.symbol, ticker.market);
        if (instrument === null || instrument.underlying !== underlying) return [];
        // A chain has thousands of options: only those that are held are listed here.
        if (instrument.option !== null && !held.has(instrument.id)) return [];
        return [contractOf(venue, ticker, instrument, held.has(instrument.id), fenced, now)];
      }),
    )
    .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

function contractOf(
  venue: VenueMarket,
  ticker: Ticker,
  { id, symbol, market, kind, priceUnit, underlying, quote }: Instrument,
  held: boolean,
  fenced: ReadonlyMap<InstrumentId, string>,
  now: Instant,
): LiveContract {
  const value = (field: TickerField): LiveValue => {
    const valued = ticker.values.get(field);
    return valued === undefined || valued.value === null
      ? null
      : { value: valued.value, at: ourTime(venue, valued.at, now) };
  };
  const next = value('nextFunding');
  return {
    instrument: id,
    symbol,
    market,
    venue: venueOf(market),
    kind,
    priceUnit: priceUnit === 'quote' ? quote : underlying,
    held,
    bid: value('bid'),
    ask: value('ask'),
    mark: value('mark'),
    index: value('index'),
    last: value('last'),
    volatility: value('markVolatility'),
    openInterest: value('openInterest'),
    funding: value('funding'),
    fundingHours: value('fundingHours')?.value ?? null,
    nextFunding: next === null ? null : instant(next.value),
    book: venue.books.book(market, symbol)?.state ?? null,
    fenced: fenced.get(id) ?? null,
  };
}

function rowsOf(levels: readonly LadderLevel[]): readonly LadderRow[] {
  let cumulative = 0;
  return levels.slice(0, LEVELS).map((level) => {
    cumulative += level.quantity;
    return { ...level, cumulative };
  });
}

function ladderOf(
  books: readonly VenueBook[],
  { underlying, market, reporting, netDelta }: MarketViewInput,
): LiveLadder {
  const ladder = consolidated(
    books,
    { underlying, kinds: TRADED, skew: SKEW, late: 'kept' },
    { spots: market.spots, reporting },
  );
  const { bids: bidLevels, asks: askLevels, ...rest } = ladder;
  const top = topOfBook(ladder);
  const depth = BASIS_POINTS.flatMap((basisPoints): DepthRow[] => {
    const found = depthWithin(ladder, basisPoints);
    if (!found.ok) return [];
    const imbalance = imbalanceWithin(ladder, basisPoints);
    const { bids, asks } = found.value;
    return [
      {
        basisPoints,
        bids: { quantity: bids.quantity, value: bids.value },
        asks: { quantity: asks.quantity, value: asks.value },
        imbalance: imbalance.ok ? imbalance.value : null,
      },
    ];
  });
  const unwind =
    netDelta === null || netDelta === 0
      ? fail('not-applicable', `nothing of ${underlying} is to be closed`)
      : !top.ok
        ? top
        : bestExecution(
            ladder,
            netDelta > 0 ? 'sell' : 'buy',
            Math.abs(netDelta) / top.value.mid,
            null,
          );
  return {
    ladder: rest,
    bids: rowsOf(bidLevels),
    asks: rowsOf(askLevels),
    top,
    depth,
    netDelta,
    unwind,
  };
}
