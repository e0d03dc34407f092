import type { Book, MarginAccount, MarginModelId } from '../../engine/model/book.ts';
import type { Instrument } from '../../engine/model/instrument.ts';
import { forwardKey, type MarketState, type Quote } from '../../engine/model/market.ts';
import {
  asset,
  instrumentId,
  marginAccountId,
  market,
  venue,
  type InstrumentId,
  type MarginAccountId,
} from '../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';
import { instant, price, quantity, type Instant } from '../../engine/values/units.ts';
import { portfolioDocument, type PortfolioDocument } from './document.ts';

/** A portfolio document as the engine's own nouns. */
export type Portfolio = {
  readonly asOf: Instant;
  readonly reporting: Book['collateral'][number]['asset'];
  readonly book: Book;
  readonly market: MarketState;
};

/** The name that every figure of a document gives as its source. */
const SOURCE = 'portfolio document';

/**
 * Reads a portfolio document.
 *
 * @param model margins every account by this model in place of its own
 */
export function portfolioOf(content: unknown, model: MarginModelId | null): Outcome<Portfolio> {
  const read = portfolioDocument.safeParse(content);
  if (!read.success) {
    const [first, ...more] = read.error.issues;
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    return fail('malformed', `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}${others}`);
  }
  const document = read.data;
  const asOf = instant(Date.parse(document.asOf));
  const instruments = instrumentsOf(document);
  if (!instruments.ok) return instruments;
  const accounts = accountsOf(document, model, asOf);
  if (!accounts.ok) return accounts;
  const positions = positionsOf(document, instruments.value, accounts.value);
  if (!positions.ok) return positions;
  const collateral = collateralOf(document, accounts.value, asOf);
  if (!collateral.ok) return collateral;
  const state = marketOf(document, instruments.value, asOf);
  if (!state.ok) return state;
  const book: Book = {
    accounts: [...accounts.value.values()],
    instruments: [...instruments.value.values()],
    positions: positions.value,
    collateral: collateral.value,
    failures: [],
    synthetic: false,
  };
  return ok({ asOf, reporting: asset(document.reporting), book, market: state.value });
}

type Named<T> = ReadonlyMap<string, T>;

/** Looks a name up and says where the unknown one stands. */
function named<T>(of: Named<T>, name: string, where: string): Outcome<T> {
  const found = of.get(name);
  return found === undefined
    ? fail('malformed', `${where}: "${name}" is not in the document`)
    : ok(found);
}

function instrumentsOf(document: PortfolioDocument): Outcome<Named<Instrument>> {
  const instruments = new Map<string, Instrument>();
  for (const [i, one] of document.instruments.entries()) {
    const where = `instruments.${i}`;
    const id = instrumentId(one.symbol, market(one.market));
    if (!id.ok) return fail('malformed', `${where}.symbol: ${id.failure.message}`);
    if (instruments.has(one.id))
      return fail('malformed', `${where}.id: "${one.id}" is named twice`);
    if ((one.kind === 'option') !== (one.option !== undefined)) {
      return fail('malformed', `${where}.option: an option has terms, nothing else has`);
    }
    const dated = one.kind === 'option' || one.kind === 'future';
    if (dated !== (one.expiry !== undefined)) {
      return fail('malformed', `${where}.expiry: a future or option has one, nothing else has`);
    }
    const inverseOption = one.kind === 'option' && one.payoff === 'inverse';
    instruments.set(one.id, {
      id: id.value,
      symbol: one.symbol,
      market: market(one.market),
      kind: one.kind,
      payoff: one.payoff,
      underlying: asset(one.underlying),
      quote: asset(one.quote),
      settlement: asset(one.settlement),
      multiplier: one.multiplier,
      priceUnit: one.priceUnit ?? (inverseOption ? 'underlying' : 'quote'),
      expiry: one.expiry === undefined ? null : instant(Date.parse(one.expiry)),
      option:
        one.option === undefined
          ? null
          : { ...one.option, exercise: one.option.exercise ?? 'european' },
    });
  }
  return ok(instruments);
}

function accountsOf(
  document: PortfolioDocument,
  model: MarginModelId | null,
  at: Instant,
): Outcome<Named<MarginAccount>> {
  const accounts = new Map<string, MarginAccount>();
  for (const [i, one] of document.accounts.entries()) {
    if (accounts.has(one.id))
      return fail('malformed', `accounts.${i}.id: "${one.id}" is named twice`);
    const used = model ?? one.model;
    accounts.set(one.id, {
      id: marginAccountId(one.id),
      venue: venue(one.venue),
      name: one.name ?? one.id,
      mode: used === 'tiered-isolated' ? 'isolated' : 'cross',
      model: used,
      stated: (one.stated ?? []).map((figure) => ({
        ...figure,
        asset: asset(figure.asset),
        at,
        source: SOURCE,
      })),
    });
  }
  return ok(accounts);
}

function positionsOf(
  document: PortfolioDocument,
  instruments: Named<Instrument>,
  accounts: Named<MarginAccount>,
): Outcome<Book['positions']> {
  const positions: Book['positions'][number][] = [];
  for (const [i, one] of document.positions.entries()) {
    const account = named(accounts, one.account, `positions.${i}.account`);
    if (!account.ok) return account;
    const instrument = named(instruments, one.instrument, `positions.${i}.instrument`);
    if (!instrument.ok) return instrument;
    positions.push({
      id: positionId(account.value.id, instrument.value.id, i),
      account: account.value.id,
      instrument: instrument.value.id,
      quantity: quantity(one.quantity),
      entryPrice: one.entryPrice === undefined ? null : price(one.entryPrice),
      leverage: one.leverage ?? null,
      source: `${SOURCE}, positions.${i}`,
    });
  }
  return ok(positions);
}

const positionId = (account: MarginAccountId, instrument: InstrumentId, row: number): string =>
  `${account}|${instrument}|${row}`;

function collateralOf(
  document: PortfolioDocument,
  accounts: Named<MarginAccount>,
  at: Instant,
): Outcome<Book['collateral']> {
  const collateral: Book['collateral'][number][] = [];
  for (const [i, one] of document.collateral.entries()) {
    const account = named(accounts, one.account, `collateral.${i}.account`);
    if (!account.ok) return account;
    collateral.push({
      account: account.value.id,
      asset: asset(one.asset),
      balance: one.balance,
      at,
      source: `${SOURCE}, collateral.${i}`,
    });
  }
  return ok(collateral);
}

function marketOf(
  { market: given }: PortfolioDocument,
  instruments: Named<Instrument>,
  at: Instant,
): Outcome<MarketState> {
  const quote = (value: number): Quote => ({ value, at, source: SOURCE });
  const byInstrument = (
    figures: Readonly<Record<string, number>>,
    where: string,
  ): Outcome<Map<InstrumentId, Quote>> => {
    const quotes = new Map<InstrumentId, Quote>();
    for (const [name, value] of Object.entries(figures)) {
      const instrument = named(instruments, name, where);
      if (!instrument.ok) return instrument;
      quotes.set(instrument.value.id, quote(value));
    }
    return ok(quotes);
  };
  const marks = byInstrument(given.marks ?? {}, 'market.marks');
  if (!marks.ok) return marks;
  const volatilities = byInstrument(given.volatilities ?? {}, 'market.volatilities');
  if (!volatilities.ok) return volatilities;
  return ok({
    spots: new Map(Object.entries(given.spots).map(([code, value]) => [asset(code), quote(value)])),
    marks: marks.value,
    volatilities: volatilities.value,
    forwards: new Map(
      (given.forwards ?? []).map(({ underlying, expiry, price: forward }) => [
        forwardKey(asset(underlying), instant(Date.parse(expiry))),
        quote(forward),
      ]),
    ),
  });
}
