import type { MarginAccount, Position } from '../../src/engine/model/book.ts';
import type { Instrument } from '../../src/engine/model/instrument.ts';
import type { PriceSeries, Quote } from '../../src/engine/model/market.ts';
import { mersenneTwister } from '../../src/engine/numeric/random/mersenne-twister.ts';
import { normalDraw } from '../../src/engine/numeric/random/draws.ts';
import type { RiskInput } from '../../src/engine/run.ts';
import { dayOf } from '../../src/engine/values/days.ts';
import { asset, marginAccountId, market, venue, type Asset } from '../../src/engine/values/ids.ts';
import { instant, price } from '../../src/engine/values/units.ts';
import { published } from '../engine/margin/account-input.ts';
import { anAccount, anInstant, anInstrument, aPosition } from '../support/builders.ts';
import { aRiskInput } from '../support/risk-input.ts';

const DAY = 86_400_000;
/** Daily returns of every asset, unless told otherwise. */
const RETURNS = 500;

/** A random walk of closes that follows a common factor. */
function series(of: Asset, spot: number, common: readonly number[], seed: number): PriceSeries {
  const random = mersenneTwister(seed);
  const days = common.length + 1;
  const closes = new Float64Array(days);
  closes[days - 1] = spot;
  for (let i = days - 2; i >= 0; i--) {
    const move = 0.02 * common[i]! + 0.015 * normalDraw(random);
    closes[i] = closes[i + 1]! * Math.exp(-move);
  }
  const last = dayOf(anInstant) - 1;
  return {
    asset: of,
    days: Int32Array.from(closes, (_, i) => last - days + 1 + i),
    closes,
    source: `${of}.csv`,
  };
}

const venues = [
  { at: 'DERIBIT', model: 'deribit-pm' },
  { at: 'BYBIT', model: 'bybit-pm' },
  { at: 'OKX', model: 'okx-pm' },
  { at: 'BINANCE', model: 'tiered-cross' },
] as const;

/** A book of so many positions at four venues, on so many underlyings: nine options to each perpetual. */
export function aBook(count: number, underlyings: number, returns: number = RETURNS): RiskInput {
  const random = mersenneTwister(7);
  const common = Array.from({ length: returns + 1 }, () => normalDraw(random)).slice(0, returns);
  const base = aRiskInput();
  const named = ['BTC', 'ETH', 'SOL'];
  const assets = Array.from({ length: underlyings }, (_, i) => asset(named[i] ?? `COIN${i}`));
  const spots = assets.map((_, i) => 50_000 / (i + 1));
  const quote = (value: number): Quote => ({ value, at: anInstant, source: 'bench' });
  const accounts: MarginAccount[] = venues.map(({ at, model }) =>
    anAccount({ id: marginAccountId(`${at}:main`), venue: venue(at), name: at, model }),
  );
  const instruments: Instrument[] = [];
  const positions: Position[] = [];
  const marks = new Map<Instrument['id'], Quote>();
  const volatilities = new Map<Instrument['id'], Quote>();
  for (let i = 0; i < count; i++) {
    const a = i % underlyings;
    const spot = spots[a]!;
    const at = venues[Math.floor(i / underlyings) % venues.length]!;
    const of = anInstrument({
      symbol: `${assets[a]}-${i}`,
      market: market(at.at),
      underlying: assets[a]!,
      ...(i % 10 === 0 || at.at === 'BINANCE'
        ? {}
        : {
            kind: 'option',
            expiry: instant(anInstant + (1 + Math.floor(random.uniform() * 270)) * DAY),
            option: {
              right: random.uniform() < 0.5 ? 'put' : 'call',
              strike: spot * (0.5 + random.uniform()),
              exercise: 'european',
            },
          }),
    });
    const { option } = of;
    const inside =
      option === null
        ? spot
        : Math.max(option.right === 'call' ? spot - option.strike : option.strike - spot, 0);
    instruments.push(of);
    marks.set(of.id, quote(option === null ? spot : inside + spot * 0.02));
    if (option !== null) volatilities.set(of.id, quote(0.6));
    const held = Math.ceil(random.uniform() * 10) * (random.uniform() < 0.5 ? -1 : 1);
    positions.push(
      aPosition(of, held, { account: marginAccountId(`${at.at}:main`), entryPrice: price(spot) }),
    );
  }
  return {
    ...base,
    book: {
      ...base.book,
      accounts,
      instruments,
      positions,
      collateral: accounts.map(({ id }) => ({
        account: id,
        asset: asset('USD'),
        balance: 1e9,
        at: anInstant,
        source: 'bench',
      })),
    },
    market: {
      spots: new Map(assets.map((one, i) => [one, quote(spots[i]!)])),
      marks,
      volatilities,
      forwards: new Map(),
    },
    history: assets.map((one, i) => series(one, spots[i]!, common, 100 + i)),
    parameters: {
      ...base.parameters,
      editions: published,
      measures: { ...base.parameters.measures, lookback: returns },
    },
  };
}
