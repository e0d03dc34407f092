import type { NotIncluded, Requirement, RiskSnapshot } from './contract/snapshot.ts';
import { accountInputs } from './factors/account-inputs.ts';
import { valuedCollateral, type Unvalued } from './factors/collateral.ts';
import { resolve, type Unpriced } from './factors/resolve.ts';
import { accountMargin } from './margin/account.ts';
import { houseRequirement } from './margin/house.ts';
import { pricesNow } from './margin/house/live-ladders.ts';
import { savingSteps } from './margin/saving.ts';
import { riskRun, type Unmeasured } from './measures/risk-run.ts';
import type { Book } from './model/book.ts';
import type { MarketState, PriceSeries } from './model/market.ts';
import type { Parameters } from './model/parameters.ts';
import type { AccountInput } from './model/priced.ts';
import { exposureTree } from './netting/exposure-tree.ts';
import { exposureLines, type Line } from './netting/lines.ts';
import { houseViewOf, overviewOf } from './netting/overview.ts';
import { surfaces } from './scenarios/surface.ts';
import { dayOf, isoDay } from './values/days.ts';
import type { Failure } from './values/outcome.ts';
import type { Instant } from './values/units.ts';
import { assessWarnings } from './warnings/assess.ts';

/** All that one run depends on. */
export type RiskInput = {
  readonly asOf: Instant;
  readonly book: Book;
  readonly market: MarketState;
  readonly history: readonly PriceSeries[];
  readonly parameters: Parameters;
};

/** Every margin account of a book, ready to be margined by itself. */
export function accountsOf({ asOf, book, market, parameters }: RiskInput): readonly AccountInput[] {
  const { reporting, editions } = parameters;
  const resolved = resolve(book, market, reporting, asOf);
  const valued = valuedCollateral(book, market, reporting, asOf);
  return accountInputs(book, resolved, valued, editions, reporting, asOf);
}

/** What the book holds, line by line; without what has no price. */
export function linesOf({ asOf, book, market, parameters }: RiskInput): readonly Line[] {
  const { reporting, pegged } = parameters;
  const { priced } = resolve(book, market, reporting, asOf);
  const { holdings } = valuedCollateral(book, market, reporting, asOf);
  return exposureLines(book.accounts, priced, holdings, new Set([reporting, ...pegged]));
}

/** The whole risk picture of one instant. Same input, same snapshot, to the last bit. */
export function run({ asOf, book, market, history, parameters }: RiskInput): RiskSnapshot {
  const { reporting, pegged, editions, faults, limits, lastLevels, staleAfter, measures } =
    parameters;
  const resolved = resolve(book, market, reporting, asOf);
  const valued = valuedCollateral(book, market, reporting, asOf);
  const { priced, unpriced } = resolved;
  const { holdings, unvalued } = valued;
  const cash = new Set([reporting, ...pegged]);
  const lines = exposureLines(book.accounts, priced, holdings, cash);
  const names = new Map(book.accounts.map((one) => [one.id, one.name]));
  const exposures = exposureTree(
    lines,
    asOf,
    staleAfter,
    (expiry) => isoDay(dayOf(expiry)),
    (account) => names.get(account) ?? account,
  );

  const measured = riskRun(lines, history, parameters, asOf);
  const { risk, unmeasured } = measured;
  const left = new Set(unmeasured.map(({ line }) => line));
  const now = pricesNow(market, reporting, asOf);
  const houseOf = (some: readonly Line[], lacking: readonly Failure[]): Requirement =>
    houseRequirement(
      some.filter((line) => !left.has(line)),
      measured,
      parameters,
      asOf,
      lacking,
      now,
    );
  const house = houseOf(lines, [
    ...unmeasured.map(({ failure }) => failure),
    ...unpriced.map(({ failure }) => failure),
  ]);

  const inputs = accountInputs(book, resolved, valued, editions, reporting, asOf);
  const margins = inputs.map((input) => {
    const { id } = input.account;
    const own = lines.filter((line) => line.account === id);
    const lacking = [
      ...unmeasured.filter(({ line }) => line.account === id).map(({ failure }) => failure),
      ...input.lacking,
      ...(input.uncounted ?? []),
    ];
    return accountMargin(input, houseOf(own, lacking));
  });

  const assessed = assessWarnings(margins, limits, lastLevels, faults);
  const houseView = houseViewOf(assessed.accounts, house.initial);
  const steps = savingSteps(
    lines.filter((line) => !left.has(line)),
    measured.slice,
    measures.houseTail,
    houseView.venuesInitial,
    houseView.house,
    reporting,
  );
  const underlyings = exposures.filter((row) => row.depth === 0).map((row) => row.underlying);
  const drawn = surfaces(lines, underlyings);
  return {
    asOf,
    reporting,
    synthetic: book.synthetic,
    overview: overviewOf(
      lines,
      assessed.accounts,
      drawn,
      (line) => asOf - line.oldest > staleAfter,
    ),
    exposures,
    notIncluded: notIncludedOf(book, unpriced, unvalued, unmeasured),
    accounts: assessed.accounts,
    houseView: { ...houseView, steps },
    risk,
    surfaces: drawn,
    warnings: assessed.warnings,
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
