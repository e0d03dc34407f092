import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  normalizeBookChanges,
  normalizeDerivativeTickers,
  normalizeOptionsSummary,
  normalizeTrades,
  normalizeBookTickers,
  OrderBook,
} from 'tardis-dev';
import type { Frame } from '../../src/main/feeds/events.ts';
import { RecordingReader } from '../../src/main/feeds/replay/recording.ts';
import { venueFeed } from '../../src/main/feeds/venues.ts';
import { VenueMarket } from '../../src/main/feeds/venue-market.ts';
import { contest, median, ratio, type Contestant } from './contest.ts';

const data = fileURLToPath(new URL('../../../shared/data/ws/', import.meta.url));
const ROUNDS = 7;
/** Characters that one run handles at least: a short recording is handled again and again, as code that is warm. */
const CHARACTERS = 3_000_000;
/** By which tardis-dev takes the channels of today's OKX. */
const NOW = new Date('2023-03-01');

type BookChanges = Parameters<typeof normalizeBookChanges>[0];
type Derivatives = Parameters<typeof normalizeDerivativeTickers>[0];
type Options = Parameters<typeof normalizeOptionsSummary>[0];
type Traded = Parameters<typeof normalizeBookTickers>[0] & BookChanges;

type Recording = {
  readonly file: string;
  readonly venue: string;
  /** As tardis-dev calls the market, and as what else it maps it. */
  readonly tardis: Traded;
  readonly derivatives?: Derivatives;
  readonly options?: Options;
  /** A recording of answers to requests, beside that of the socket. */
  readonly answers?: string;
  /** As ccxt calls the class, where its handler keeps books without a subscription of its own. */
  readonly ccxt?: string;
};

const threeVenues = 'binance-3venues-20240808';

const recordings: readonly Recording[] = [
  {
    file: 'cryptofeed/DERIBIT.ws.1.0.log',
    venue: 'deribit',
    tardis: 'deribit',
    derivatives: 'deribit',
    options: 'deribit',
    ccxt: 'deribit',
  },
  { file: 'cryptofeed/OKX.ws.1.0.log', venue: 'okx', tardis: 'okex' },
  {
    file: 'cryptofeed/BINANCE_FUTURES.ws.1.0.log',
    answers: 'cryptofeed/BINANCE_FUTURES.http.0.0.log',
    venue: 'binance',
    tardis: 'binance-futures',
    derivatives: 'binance-futures',
  },
  {
    file: `${threeVenues}/spot_btcusdt.log.gz`,
    venue: 'binance',
    tardis: 'binance',
  },
  {
    file: `${threeVenues}/usdm_btcusdt.log.gz`,
    venue: 'binance',
    tardis: 'binance-futures',
    derivatives: 'binance-futures',
  },
  {
    file: `${threeVenues}/coinm_btcusd_perp.log.gz`,
    venue: 'binance',
    tardis: 'binance-delivery',
    derivatives: 'binance-delivery',
  },
  { file: 'cryptofeed/COINBASE.ws.28.0.log', venue: 'coinbase', tardis: 'coinbase' },
  {
    file: 'hyperliquid_BTC_20250126.log.gz',
    venue: 'hyperliquid',
    tardis: 'hyperliquid',
    derivatives: 'hyperliquid',
  },
];

function framesOf(path: string): readonly Frame[] {
  const bytes = readFileSync(path);
  const reader = new RecordingReader();
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const read = reader.line(line);
      return read?.kind === 'frame' ? [read.frame] : [];
    });
}

/** An answer with a whole Binance book, as tardis-dev's own recordings have it: under a channel. */
function inTheirForm({ endpoint, text }: Frame): string {
  const symbol = /\/depth\?symbol=([^&]+)/.exec(endpoint)?.[1];
  return symbol === undefined || text.startsWith('{"stream"')
    ? text
    : `{"stream":"${symbol.toLowerCase()}@depthSnapshot","data":${text}}`;
}

const KINDS = ['book_ticker', 'trade', 'derivative_ticker', 'option_summary'];

/** Messages mapped by each of its mappers that can, books kept and the newest of all else: what its users do with a live feed. */
function tardisRun(
  { tardis, derivatives, options }: Recording,
  frames: readonly Frame[],
): () => ReadonlyMap<string, OrderBook> {
  const now = NOW;
  const texts = frames.map(inTheirForm);
  return () => {
    const mappers = [
      normalizeBookChanges(tardis, now),
      normalizeBookTickers(tardis, now),
      normalizeTrades(tardis, now),
      ...(derivatives === undefined ? [] : [normalizeDerivativeTickers(derivatives, now)]),
      ...(options === undefined ? [] : [normalizeOptionsSummary(options, now)]),
    ];
    const books = new Map<string, OrderBook>();
    const newest = new Map<string, Map<string, object>>(KINDS.map((kind) => [kind, new Map()]));
    for (const text of texts) {
      const message: unknown = JSON.parse(text);
      for (const mapper of mappers) {
        if (!mapper.canHandle(message)) continue;
        for (const one of mapper.map(message, now) ?? []) {
          if (one.type !== 'book_change') {
            newest.get(one.type)?.set(one.symbol, one);
            continue;
          }
          const book = books.get(one.symbol) ?? new OrderBook();
          books.set(one.symbol, book);
          book.update(one);
        }
      }
    }
    return books;
  };
}

type CcxtExchange = { readonly handleMessage: (client: object, message: unknown) => void };

/** Messages through the handler of its streaming class, which keeps tickers and books. */
function ccxtRun(name: string, frames: readonly Frame[]): () => unknown {
  const ccxt: { pro: Record<string, new () => CcxtExchange> } = createRequire(import.meta.url)(
    'ccxt',
  );
  const Exchange = ccxt.pro[name];
  if (Exchange === undefined) throw new Error(`ccxt has no ${name}`);
  return () => {
    const exchange = new Exchange();
    const client = {
      url: '',
      subscriptions: {},
      futures: {},
      resolve: () => undefined,
      reject: () => undefined,
    };
    for (const { text } of frames) exchange.handleMessage(client, JSON.parse(text));
    return exchange;
  };
}

function oursRun(venue: string, frames: readonly Frame[]): () => unknown {
  const feed = venueFeed(venue);
  if (feed === undefined) throw new Error(`there is no feed of ${venue}`);
  return () => {
    const market = new VenueMarket(feed);
    for (const frame of frames) market.take(frame);
    return market;
  };
}

function repeated(run: () => unknown, times: number): void {
  for (let i = 0; i < times; i++) run();
}

function measured(of: Recording): object {
  const { file, venue, ccxt, answers } = of;
  const complete = venueFeed(venue)?.recording?.() ?? ((frame: Frame): Frame => frame);
  const frames = [file, ...(answers === undefined ? [] : [answers])]
    .flatMap((name) => framesOf(`${data}${name}`))
    .toSorted((a, b) => a.receivedAt - b.receivedAt)
    .map(complete);
  const theirs = tardisRun(of, frames);
  const characters = frames.reduce((all, { text }) => all + text.length, 0);
  const again = Math.max(1, Math.round(CHARACTERS / characters));
  const contestants: readonly Contestant[] = [
    { name: 'parse', run: () => frames.map(({ text }): unknown => JSON.parse(text)).length },
    { name: 'ours', run: oursRun(venue, frames) },
    { name: 'tardis', run: theirs },
    ...(ccxt === undefined ? [] : [{ name: 'ccxt', run: ccxtRun(ccxt, frames) }]),
  ].map(({ name, run }) => ({ name, run: () => repeated(run, again) }));
  const times = contest(contestants, ROUNDS);
  const market = new VenueMarket(venueFeed(venue)!);
  for (const frame of frames) market.take(frame);
  const books = [...market.books.books];
  return {
    recording: file,
    messages: frames.length,
    characters,
    faults: market.counts.faults,
    gaps: market.books.gapCount,
    tardisBooks: [...theirs().values()].filter((book) => book.bestBid() !== undefined).length,
    booksLive: `${books.filter(({ synced }) => synced.state === 'live').length} of ${books.length}`,
    messagesPerSecond: Math.round((again * frames.length) / median(times.get('ours') ?? [])),
    oursByParse: ratio(times, 'ours', 'parse'),
    tardisByOurs: ratio(times, 'tardis', 'ours'),
    ccxtByOurs: ccxt === undefined ? null : ratio(times, 'ccxt', 'ours'),
  };
}

/**
 * Messages decoded and applied, on recordings of others: time as a multiple of `JSON.parse` of the
 * same texts, and of others' handling as a multiple of ours. tardis-dev maps and keeps books by its
 * own class; ccxt handles messages of its streaming classes, where these keep books without a subscription.
 */
export function feedsBench(): object {
  if (!existsSync(data)) return { skipped: 'the recordings are not here' };
  return {
    rounds: ROUNDS,
    recordings: recordings.filter(({ venue }) => venueFeed(venue) !== undefined).map(measured),
  };
}
