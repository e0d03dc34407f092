import { occGrammar } from '../../../engine/instruments/occ.ts';
import { optionName } from '../../../engine/instruments/instrument-name.ts';
import type { CalendarDay } from '../../../engine/instruments/calendar.ts';
import { asset, type Asset, type Market } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { signOf, shortened } from '../decimals.ts';
import type { ContractItem, DecimalText } from '../format.ts';
import { shareAsset } from '../share-asset.ts';
import { exerciseOf, futureAsset, indexAsset } from './listings.ts';

export type ListingKind =
  | 'share'
  | 'coin'
  | 'metal'
  | 'contract for difference'
  | 'future'
  | 'option'
  | 'future option';

/** A contract as a broker's or clearing house's row states it; null where the row is silent. */
export type Listing = {
  readonly market: Market;
  readonly symbol: string;
  readonly kind: ListingKind;
  /** Ticker of the underlying, or root of the future: `AAPL`, `ES`. */
  readonly root: string;
  readonly currency: Asset;
  readonly multiplier: DecimalText | null;
  readonly expiry: Instant | null;
  readonly right: 'call' | 'put' | null;
  readonly strike: DecimalText | null;
  /** Absent: as options on this root are listed. */
  readonly exercise?: 'european' | 'american' | null;
};

/** `ES` of `ESH5`, `FDAX` of `FDAX MAR 25`; a root alone stays. */
export function futureRoot(symbol: string): string {
  const [first = ''] = symbol
    .trim()
    .replace(/^[./]+/, '')
    .split(/\s/);
  return first.replace(/(?<=.)[FGHJKMNQUVXZ]\d{1,2}$/, '');
}

function underlyingOf({ kind, root }: Listing): Asset {
  switch (kind) {
    case 'share':
      return shareAsset(root);
    case 'coin':
      return asset(root);
    case 'option':
    case 'contract for difference':
      return indexAsset(root) ?? shareAsset(root);
    default:
      return futureAsset(root);
  }
}

const KINDS: Readonly<Record<ListingKind, ContractItem['instrumentKind']>> = {
  share: 'spot',
  coin: 'spot',
  metal: 'spot',
  // No last day, financed daily: a perpetual of one unit.
  'contract for difference': 'perpetual',
  future: 'future',
  option: 'option',
  'future option': 'option',
};

/** The contract facts of a listing, or what it lacks. */
export function contractOf(of: Listing): Outcome<ContractItem> {
  const instrumentKind = KINDS[of.kind];
  const dated = instrumentKind === 'future' || instrumentKind === 'option';
  const option = instrumentKind === 'option';
  const multiplier = of.multiplier ?? (dated ? null : '1');
  if (multiplier === null || signOf(multiplier) <= 0) {
    return fail(
      'missing-field',
      `the multiplier of ${shortened(of.symbol)} is not stated`,
      'multiplier',
    );
  }
  if (dated && of.expiry === null) {
    return fail('missing-field', `the expiry of ${shortened(of.symbol)} is not stated`, 'expiry');
  }
  if (option && (of.right === null || of.strike === null || signOf(of.strike) <= 0)) {
    return fail(
      'missing-field',
      `right or strike of ${shortened(of.symbol)} is not stated`,
      'strike',
    );
  }
  return ok({
    kind: 'contract',
    market: of.market,
    symbol: of.symbol,
    instrumentKind,
    payoff: 'linear',
    underlying: underlyingOf(of),
    quote: of.currency,
    settlement: of.currency,
    multiplier,
    priceUnit: 'quote',
    expiry: dated ? of.expiry : null,
    right: option ? of.right : null,
    strike: option ? of.strike : null,
    exercise: option ? (of.exercise ?? exerciseOf(of.root)) : null,
  });
}

export type OptionSymbol = {
  readonly root: string;
  readonly expiry: CalendarDay;
  readonly right: 'call' | 'put';
  readonly strike: DecimalText;
};

/** What an OCC symbol says; null if the text is none. */
export function occTerms(symbol: string): OptionSymbol | null {
  const name = occGrammar.name(symbol, []);
  if (!name.ok) return null;
  const { base, expiry, right, strike } = name.value;
  return expiry === null || right === null || strike === null
    ? null
    : { root: base, expiry, right, strike };
}

/** The 21-character OCC symbol: one spelling for one contract, however a statement writes it. */
export const occSymbol = ({ root, ...terms }: OptionSymbol): string =>
  occGrammar.symbol(optionName('linear', root, 'USD', terms));

/** `2026-11-23`. */
export const isoOf = ({ year, month, day }: CalendarDay): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day ?? 1).padStart(2, '0')}`;
