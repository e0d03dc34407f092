import type { Instrument, InstrumentKind, OptionTerms, Payoff } from '../model/instrument.ts';
import {
  asset,
  instrumentId,
  venueOf,
  type Asset,
  type InstrumentId,
  type Market,
  type Venue,
} from '../values/ids.ts';
import { fail, ok, type Outcome } from '../values/outcome.ts';
import { instant, type Instant } from '../values/units.ts';
import { dayNumber, lastWeekday, type CalendarDay } from './calendar.ts';
import type { ContractFacts, ContractRule, ExpiryRule, ListedContract } from './contract-facts.ts';
import { GRAMMARS } from './grammars.ts';
import type { InstrumentName } from './instrument-name.ts';
import { utcOffset } from './utc-offset.ts';

const DAY = 86_400_000;
const FRIDAY = 5;

/** An asset as we call it, whatever the venue calls it: `XBT` at Kraken is `BTC`. */
export function canonicalAsset(spelled: string, at: Venue, facts: ContractFacts): Asset {
  const code = asset(spelled);
  return facts.aliases.get(at)?.get(code) ?? code;
}

function expiryInstant(on: CalendarDay, rule: ExpiryRule): Instant | null {
  const day =
    on.day === null
      ? rule.day === 'last-friday'
        ? lastWeekday(on.year, on.month, FRIDAY)
        : null
      : dayNumber(on.year, on.month, on.day);
  if (day === null) return null;
  const dayOfMonth = day - dayNumber(on.year, on.month, 1) + 1;
  const offset = utcOffset(rule.zone, on.year, on.month, dayOfMonth);
  return Number.isNaN(offset) ? null : instant(day * DAY + rule.time - offset);
}

function matches(rule: ContractRule, name: InstrumentName, market: Market, at: Instant): boolean {
  return (
    rule.market === market &&
    rule.kinds.includes(name.kind) &&
    (rule.bases === null || rule.bases.includes(name.base)) &&
    (rule.quotes === null || rule.quotes.includes(name.quote ?? '')) &&
    (rule.payoff === null || rule.payoff === name.payoff) &&
    rule.from <= at &&
    (rule.until === null || at < rule.until)
  );
}

type Ground = { readonly id: InstrumentId; readonly symbol: string; readonly market: Market };

function unknownContract({ symbol, market }: Ground, lacking: string): Outcome<never> {
  return fail(
    'unknown-contract',
    `${lacking} of "${symbol}" at ${market} is not known: import the venue's instrument list`,
  );
}

function optionTerms(
  right: 'call' | 'put' | null,
  strike: string | null,
  exercise: 'european' | 'american' | null,
): OptionTerms | null {
  const value = Number(strike);
  return right === null || strike === null || exercise === null || !(value > 0)
    ? null
    : { right, strike: value, exercise };
}

function instrumentListed(
  ground: Ground,
  of: ListedContract,
  facts: ContractFacts,
): Outcome<Instrument> {
  const venue = venueOf(ground.market);
  const option = optionTerms(of.right, of.strike, of.exercise);
  const multiplier = Number(of.multiplier);
  if (!(multiplier > 0)) return unknownContract(ground, 'the multiplier');
  if (of.instrumentKind === 'option' && option === null) {
    return unknownContract(ground, 'the right, strike or exercise');
  }
  return ok({
    ...ground,
    kind: of.instrumentKind,
    payoff: of.payoff,
    underlying: canonicalAsset(of.underlying, venue, facts),
    quote: canonicalAsset(of.quote, venue, facts),
    settlement: canonicalAsset(of.settlement, venue, facts),
    multiplier,
    priceUnit: of.priceUnit,
    expiry: of.expiry,
    option: of.instrumentKind === 'option' ? option : null,
  });
}

type Silences = {
  readonly kind: InstrumentKind;
  readonly payoff: Payoff | null;
  readonly quote: string | null;
  readonly settlement: string | null;
};

/** The rule's word where it has one, else the name's. */
const filled = (name: InstrumentName, rule: ContractRule): Silences => ({
  kind: rule.setKind ?? name.kind,
  payoff: rule.setPayoff ?? name.payoff,
  quote: rule.setQuote ?? name.quote,
  settlement: rule.setSettlement ?? name.settlement,
});

function instrumentByRule(
  ground: Ground,
  name: InstrumentName,
  rule: ContractRule,
  facts: ContractFacts,
): Outcome<Instrument> {
  const venue = venueOf(ground.market);
  const { kind, payoff, quote, settlement } = filled(name, rule);
  const dated = kind === 'future' || kind === 'option';
  const expiry =
    dated && name.expiry !== null && rule.expiry !== null
      ? expiryInstant(name.expiry, rule.expiry)
      : null;
  if (dated && expiry === null) return unknownContract(ground, 'the expiry');
  const option = optionTerms(name.right, name.strike, rule.exercise);
  if (kind === 'option' && option === null)
    return unknownContract(ground, 'the exercise or strike');
  if (payoff === null || quote === null || settlement === null) {
    return unknownContract(ground, 'the payoff or settlement');
  }
  return ok({
    ...ground,
    kind,
    payoff,
    underlying: canonicalAsset(rule.setUnderlying ?? name.base, venue, facts),
    quote: canonicalAsset(quote, venue, facts),
    settlement: canonicalAsset(settlement, venue, facts),
    multiplier: rule.multiplier,
    priceUnit: name.priceUnit,
    expiry,
    option: kind === 'option' ? option : null,
  });
}

/**
 * The contract that a market means by a symbol at `at`. Facts that the user imported win over our dated rules;
 * where neither knows the contract there is no instrument, never one with a guessed multiplier.
 */
export function instrumentOf(
  symbol: string,
  market: Market,
  facts: ContractFacts,
  at: Instant,
): Outcome<Instrument> {
  const id = instrumentId(symbol, market);
  if (!id.ok) return id;
  const ground: Ground = { id: id.value, symbol: symbol.trim().replace(/\s+/g, ' '), market };
  const listed = facts.listed.get(id.value);
  if (listed !== undefined) return instrumentListed(ground, listed, facts);
  const grammar = GRAMMARS.get(market);
  if (grammar === undefined) return unknownContract(ground, 'the contract');
  const name = grammar.name(ground.symbol, facts.quotes.get(market) ?? []);
  if (!name.ok) return name;
  const rule = facts.rules.find((each) => matches(each, name.value, market, at));
  return rule === undefined
    ? unknownContract(ground, 'the size')
    : instrumentByRule(ground, name.value, rule, facts);
}
