import { namedDay } from '../../../engine/instruments/name-dates.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import {
  contractOf,
  futureRoot,
  isoOf,
  occSymbol,
  occTerms,
  type ListingKind,
  type OptionSymbol,
} from '../brokers/listed-contract.ts';
import { closeOf } from '../brokers/listings.ts';
import { isZero, sameNumber, shortened } from '../decimals.ts';
import type { ContractItem, DecimalText } from '../format.ts';
import { IBKR, IBKR_MARKET } from './names.ts';

/** What a row of any IBKR statement says about its contract; null where it is silent. */
export type IbkrContract = {
  /** `STK`, or `Stocks` in activity statements. */
  readonly category: string;
  readonly symbol: string;
  readonly underlying: string | null;
  readonly currency: Asset;
  readonly multiplier: DecimalText | null;
  /** `2025-03-21`. */
  readonly expiry: string | null;
  readonly strike: DecimalText | null;
  readonly right: 'call' | 'put' | null;
};

const KINDS: ReadonlyMap<string, ListingKind> = new Map([
  ['STK', 'share'],
  ['STOCKS', 'share'],
  ['OPT', 'option'],
  ['EQUITY AND INDEX OPTIONS', 'option'],
  ['FUT', 'future'],
  ['FUTURES', 'future'],
  ['FOP', 'future option'],
  ['OPTIONS ON FUTURES', 'future option'],
  ['CFD', 'contract for difference'],
  ['CFDS', 'contract for difference'],
  ['CRYPTO', 'coin'],
  ['CRYPTOCURRENCIES', 'coin'],
  ['CMDTY', 'metal'],
  ['METALS', 'metal'],
]);

/** True for conversions of one currency into another, which move cash and open no position. */
export const isForex = (category: string): boolean => /^(?:CASH|FOREX)$/i.test(category.trim());

export function listingKind(category: string): Outcome<ListingKind> {
  const kind = KINDS.get(category.trim().toUpperCase());
  return kind === undefined
    ? fail(
        'unsupported-instrument',
        `"${shortened(category)}" is no kind of instrument that can be priced here`,
        'assetCategory',
      )
    : ok(kind);
}

/** `ARKK 19SEP25 80 C`, as activity statements name options. */
function activityTerms(symbol: string): OptionSymbol | null {
  const match = /^(\S.*?) 0?(\d{1,2}[A-Z]{3}\d{2}) (\d+(?:\.\d+)?) ([CP])$/.exec(symbol.trim());
  const expiry = namedDay(match?.[2] ?? '');
  if (match === null || expiry === null) return null;
  const right = match[4] === 'C' ? 'call' : 'put';
  return { root: match[1] ?? '', expiry, right, strike: match[3] ?? '' };
}

/** One spelling for one contract: options of shares and indices by their OCC symbol, others as they are. */
export function ibkrSymbol(category: string, symbol: string): string {
  const kind = KINDS.get(category.trim().toUpperCase());
  if (kind !== 'option') return symbol.trim();
  const terms = occTerms(symbol) ?? activityTerms(symbol);
  return terms === null || terms.root.length > 6 ? symbol.trim() : occSymbol(terms);
}

function rootOf(kind: ListingKind, of: IbkrContract, terms: OptionSymbol | null): string {
  const { symbol, underlying } = of;
  switch (kind) {
    case 'share':
      return symbol;
    case 'coin':
      // BTC.USD-PAXOS
      return symbol.split(/[.-]/, 1)[0] ?? symbol;
    case 'option':
      return underlying ?? terms?.root ?? symbol;
    case 'contract for difference':
      return underlying ?? symbol.replace(/n$/, '');
    case 'future':
    case 'future option':
      return underlying === null ? futureRoot(symbol) : futureRoot(underlying);
    default:
      return symbol;
  }
}

/** The contract facts of a row: a failure that names what it lacks, or that the kind cannot be priced. */
export function ibkrContract(of: IbkrContract): Outcome<ContractItem> {
  const kind = listingKind(of.category);
  if (!kind.ok) return kind;
  const terms = kind.value === 'option' ? (occTerms(of.symbol) ?? activityTerms(of.symbol)) : null;
  const strike = of.strike === null || isZero(of.strike) ? (terms?.strike ?? null) : of.strike;
  if (terms !== null && strike !== null && !sameNumber(strike, terms.strike)) {
    return fail(
      'conflict',
      `strike ${strike} where the symbol "${shortened(of.symbol)}" says ${terms.strike}`,
      'strike',
    );
  }
  const right = of.right ?? terms?.right ?? null;
  if (terms !== null && right !== terms.right) {
    return fail(
      'conflict',
      `a ${right ?? ''} where the symbol "${shortened(of.symbol)}" says ${terms.right}`,
      'putCall',
    );
  }
  const expiry = of.expiry ?? (terms === null ? null : isoOf(terms.expiry));
  const bare = kind.value === 'share' || kind.value === 'coin' || kind.value === 'metal';
  return contractOf({
    market: IBKR_MARKET,
    symbol: ibkrSymbol(of.category, of.symbol),
    kind: kind.value,
    root: rootOf(kind.value, of, terms),
    currency: of.currency,
    multiplier:
      of.multiplier === null || isZero(of.multiplier) ? (bare ? '1' : null) : of.multiplier,
    expiry: expiry === null ? null : closeOf(IBKR, expiry),
    right,
    strike,
  });
}
