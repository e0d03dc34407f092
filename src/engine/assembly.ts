import type {
  ExposureRow,
  NotIncluded,
  PartsAsOf,
  Requirement,
  Risk,
  RiskSnapshot,
  Surface,
} from './contract/snapshot.ts';
import type { Unvalued } from './factors/collateral.ts';
import type { Unpriced } from './factors/resolve.ts';
import type { AccountFigures } from './margin/account.ts';
import { houseRequirement } from './margin/house.ts';
import type { PricesNow } from './margin/house/live-ladders.ts';
import { savingSteps } from './margin/saving.ts';
import type { MeasuredSlices, Unmeasured } from './measures/risk-run.ts';
import type { Book, MarginAccount } from './model/book.ts';
import type { Level, Parameters } from './model/parameters.ts';
import type { AccountInput } from './model/priced.ts';
import type { RowLabels } from './netting/exposure-tree.ts';
import type { Held, Line } from './netting/lines.ts';
import { houseViewOf, overviewOf } from './netting/overview.ts';
import { dayOf, isoDay } from './values/days.ts';
import type { Asset, MarginAccountId } from './values/ids.ts';
import type { Outcome } from './values/outcome.ts';
import type { Instant } from './values/units.ts';
import { assessWarnings } from './warnings/assess.ts';

/** Assets that are no exposure. */
export const cashOf = ({ reporting, pegged }: Parameters): ReadonlySet<Asset> =>
  new Set([reporting, ...pegged]);

/** What the exposure tree calls expiries and accounts. */
export function rowLabels(accounts: readonly MarginAccount[]): RowLabels {
  const names = new Map(accounts.map((one) => [one.id, one.name]));
  return {
    expiry: (expiry) => isoDay(dayOf(expiry)),
    account: (account) => names.get(account) ?? account,
  };
}

/** A book as it is measured: cut into lines, or into sums of lines. */
export type MeasuredBook<L extends Held> = {
  /** What has a price history. */
  readonly held: readonly L[];
  readonly slices: MeasuredSlices<L>;
  readonly risk: Outcome<Risk>;
  readonly unmeasured: readonly Unmeasured[];
};

/** The house's need of the whole book. */
export const houseOfBook = <L extends Held>(
  { held, slices, unmeasured }: MeasuredBook<L>,
  unpriced: readonly Unpriced[],
  parameters: Parameters,
  asOf: Instant,
  now: PricesNow,
): Requirement =>
  houseRequirement(
    held,
    slices,
    parameters,
    asOf,
    [...unmeasured, ...unpriced].map(({ failure }) => failure),
    now,
  );

/** The house's need of one account. */
export function houseOfAccount<L extends Held>(
  { held, slices, unmeasured }: MeasuredBook<L>,
  { account: { id }, lacking, uncounted = [] }: AccountInput,
  parameters: Parameters,
  asOf: Instant,
  now: PricesNow,
): Requirement {
  const own = held.filter(({ account }) => account === id);
  const left = unmeasured.filter(({ line }) => line.account === id).map(({ failure }) => failure);
  const without = [...left, ...lacking, ...uncounted];
  return houseRequirement(own, slices, parameters, asOf, without, now);
}

/** Every part of a snapshot that is not merely a total of others. */
export type Parts<L extends Held> = {
  readonly asOf: Instant;
  readonly partsAsOf: PartsAsOf;
  readonly book: Book;
  readonly parameters: Parameters;
  readonly lastLevels: ReadonlyMap<MarginAccountId, Level>;
  readonly lines: readonly Line[];
  readonly exposures: readonly ExposureRow[];
  readonly unpriced: readonly Unpriced[];
  readonly unvalued: readonly Unvalued[];
  readonly measured: MeasuredBook<L>;
  readonly house: Requirement;
  readonly figures: readonly AccountFigures[];
  readonly surfaces: readonly Surface[];
};

/** Underlyings of the tree, in its order. */
export const underlyingsOf = (exposures: readonly ExposureRow[]): readonly Asset[] =>
  exposures.filter((row) => row.depth === 0).map((row) => row.underlying);

/** The snapshot of its parts. */
export function assembled<L extends Held>(parts: Parts<L>): RiskSnapshot {
  const { asOf, book, parameters, lines, measured, unpriced, unvalued } = parts;
  const { reporting, limits, faults, measures, staleAfter } = parameters;
  const { accounts, warnings } = assessWarnings(parts.figures, limits, parts.lastLevels, faults);
  const houseView = houseViewOf(accounts, parts.house.initial);
  const steps = savingSteps(
    measured.held,
    measured.slices.slice,
    measures.houseTail,
    houseView.venuesInitial,
    houseView.house,
    reporting,
  );
  const isStale = (line: Line): boolean => asOf - line.oldest > staleAfter;
  return {
    asOf,
    partsAsOf: parts.partsAsOf,
    reporting,
    synthetic: book.synthetic,
    overview: overviewOf(lines, accounts, parts.surfaces, isStale),
    exposures: parts.exposures,
    notIncluded: notIncludedOf(book, unpriced, unvalued, measured.unmeasured),
    accounts,
    houseView: { ...houseView, steps },
    risk: measured.risk,
    surfaces: parts.surfaces,
    warnings,
  };
}

function notIncludedOf(
  book: Book,
  unpriced: readonly Unpriced[],
  unvalued: readonly Unvalued[],
  unmeasured: readonly Unmeasured[],
): readonly NotIncluded[] {
  return [
    ...unpriced.map(({ position, failure }) => ({
      what: position.instrument,
      account: position.account,
      quantity: position.quantity,
      failure,
      source: position.source,
    })),
    ...unvalued.map(({ collateral, failure }) => ({
      what: `${collateral.balance} ${collateral.asset}`,
      account: collateral.account,
      quantity: null,
      failure,
      source: collateral.source,
    })),
    ...unmeasured.map(({ line, failure }) => ({
      what: line.label,
      account: line.account,
      quantity: line.contracts,
      failure,
      source: line.source,
    })),
    ...book.failures.map((failure) => ({
      what: 'row of a file',
      account: null,
      quantity: null,
      failure,
      source: failure.at ?? '',
    })),
  ];
}
