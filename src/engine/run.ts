import {
  assembled,
  cashOf,
  houseOfAccount,
  houseOfBook,
  rowLabels,
  underlyingsOf,
  type MeasuredBook,
} from './assembly.ts';
import type { RiskSnapshot } from './contract/snapshot.ts';
import { accountInputs } from './factors/account-inputs.ts';
import { valuedCollateral } from './factors/collateral.ts';
import { resolve } from './factors/resolve.ts';
import { accountMargin } from './margin/account.ts';
import { pricesNow } from './margin/house/live-ladders.ts';
import { riskRun, type RiskRun } from './measures/risk-run.ts';
import type { Book } from './model/book.ts';
import type { MarketState, PriceSeries } from './model/market.ts';
import type { Parameters } from './model/parameters.ts';
import type { AccountInput } from './model/priced.ts';
import { exposureTree } from './netting/exposure-tree.ts';
import { exposureLines, type Line } from './netting/lines.ts';
import { surfaces } from './scenarios/surface.ts';
import type { Instant } from './values/units.ts';

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
  const { reporting } = parameters;
  const { priced } = resolve(book, market, reporting, asOf);
  const { holdings } = valuedCollateral(book, market, reporting, asOf);
  return exposureLines(book.accounts, priced, holdings, cashOf(parameters));
}

/** The whole risk picture of one instant. Same input, same snapshot, to the last bit. */
export function run({ asOf, book, market, history, parameters }: RiskInput): RiskSnapshot {
  const { reporting, editions, lastLevels, staleAfter } = parameters;
  const resolved = resolve(book, market, reporting, asOf);
  const valued = valuedCollateral(book, market, reporting, asOf);
  const { priced, unpriced } = resolved;
  const lines = exposureLines(book.accounts, priced, valued.holdings, cashOf(parameters));
  const exposures = exposureTree(lines, asOf, staleAfter, rowLabels(book.accounts));
  const measured = measuredLines(lines, riskRun(lines, history, parameters, asOf));
  const inputs = accountInputs(book, resolved, valued, editions, reporting, asOf);
  const now = pricesNow(market, reporting, asOf);
  return assembled({
    asOf,
    partsAsOf: { untouched: asOf, liquidations: asOf },
    book,
    parameters,
    lastLevels,
    lines,
    exposures,
    unpriced,
    unvalued: valued.unvalued,
    measured,
    house: houseOfBook(measured, unpriced, parameters, asOf, now),
    figures: inputs.map((input) =>
      accountMargin(input, houseOfAccount(measured, input, parameters, asOf, now)),
    ),
    surfaces: surfaces(lines, underlyingsOf(exposures)),
  });
}

function measuredLines(lines: readonly Line[], found: RiskRun): MeasuredBook<Line> {
  const { risk, unmeasured } = found;
  const left = new Set(unmeasured.map(({ line }) => line));
  return { held: lines.filter((line) => !left.has(line)), slices: found, risk, unmeasured };
}
