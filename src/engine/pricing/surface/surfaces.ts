import type { ExpirySlice, SliceFit, SurfacesView, SurfaceView } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { quotesByExpiry, refusal } from './admitted-quotes.ts';
import { calendarViolations, type DatedSmile } from './calendar-check.ts';
import { comparedMarks, type ComparedMarks } from './compared-marks.ts';
import { constantMaturity } from './constant-maturity.ts';
import { markParity } from './expiry-forward.ts';
import { expirySmile, leftOutCounts, type ExpirySmile } from './expiry-smile.ts';
import { fittedExpiry, type FittedExpiry } from './fitted-expiry.ts';
import { yardstick } from './mark-difference.ts';
import { usualSurfaceRules, type OptionQuote, type SurfaceRules } from './option-quote.ts';
import { repairedSmiles } from './repair.ts';
import { sharedSlice, sharedSurface, type SharedSurface } from './shared-surface.ts';
import { described } from './slice-fit.ts';
import { fitQuotes } from './slice-smile.ts';
import { volatilityGrid } from './volatility-grid.ts';

/** A surface without free butterflies and calendar spreads. */
type Repaired = {
  readonly fits: ReadonlyMap<Instant, SliceFit>;
  readonly smiles: readonly DatedSmile[];
};

function repaired(fitted: readonly FittedExpiry[], shared: Outcome<SharedSurface>): Repaired {
  const smiles = repairedSmiles(
    fitted.map(({ dated, fitted: { points }, years }) => ({
      ...dated,
      quotes: fitQuotes(points, years),
    })),
    fitted.map(({ expiry }) => {
      const found = sharedSlice(shared, expiry);
      return found.ok ? found.value.smile : null;
    }),
  );
  const fits = fitted.map(({ expiry, years, fitted: { fit, points } }, i): [Instant, SliceFit] => [
    expiry,
    described(fit.model, smiles[i]!, years, points),
  ]);
  return {
    fits: new Map(fits),
    smiles: fitted.map(({ dated }, i) => ({ ...dated, smile: smiles[i]! })),
  };
}

function sliceView(
  { expiry, years, quotes, uses, forward, slice, discount }: ExpirySmile,
  shared: Outcome<SharedSurface>,
  moved: Repaired | null,
  marks: ComparedMarks | null,
): ExpirySlice {
  return {
    expiry,
    years,
    options: quotes.length,
    inTheMoney: uses.filter((use) => use === 'in the money').length,
    leftOut: leftOutCounts(uses),
    forward,
    points: slice.ok ? slice.value.points : [],
    fit: slice.ok ? ok(slice.value.fit) : slice,
    ssvi: sharedSlice(shared, expiry),
    repaired: moved?.fits.get(expiry) ?? null,
    markParity: markParity(quotes, discount),
    statedCheck: marks?.stated ?? fail('missing-market-data', 'the expiry has no fit'),
  };
}

function surfaceOf(
  quotes: readonly OptionQuote[],
  asOf: Instant,
  rules: SurfaceRules,
): SurfaceView {
  const { market, underlying, quote, settlement, priceUnit } = quotes[0]!.instrument;
  const smiles = quotesByExpiry(quotes, asOf, rules).map((one) => expirySmile(one, rules));
  const fitted = smiles.flatMap(fittedExpiry);
  const dated = fitted.map((one) => one.dated);
  const calendar = calendarViolations(dated);
  const shared = sharedSurface(fitted);
  const isSound = calendar.length === 0 && fitted.every((one) => one.fitted.fit.butterfly.free);
  const moved = isSound ? null : repaired(fitted, shared);
  const marks = new Map(
    fitted.map((one): [Instant, ComparedMarks] => [
      one.expiry,
      comparedMarks(one.quotes, yardstick(one.fitted, one.at), rules),
    ]),
  );
  return {
    market,
    underlying,
    quote,
    settlement,
    priceUnit,
    asOf,
    slices: smiles.map((one) => sliceView(one, shared, moved, marks.get(one.expiry) ?? null)),
    shape: shared.ok ? ok(shared.value.shape) : shared,
    calendar,
    grid: volatilityGrid(dated),
    repair:
      moved === null
        ? null
        : {
            butterflies: [...moved.fits.values()].filter(({ butterfly }) => !butterfly.free).length,
            calendar: calendarViolations(moved.smiles),
            grid: volatilityGrid(moved.smiles),
          },
    thirtyDays: constantMaturity(fitted, 30),
    marksCompared: [...marks.values()].reduce((sum, { compared }) => sum + compared, 0),
    marks: [...marks.values()]
      .flatMap(({ found }) => found)
      .toSorted((a, b) => Math.abs(b.difference.z ?? 0) - Math.abs(a.difference.z ?? 0)),
  };
}

/**
 * Fitted, checked and where needed repaired volatility surfaces of all options in some quotes: one for
 * each market, underlying, quote and settlement.
 *
 * @param asOf instant from which time to expiry counts and quotes are stale
 */
export function surfacesOf(
  quotes: readonly OptionQuote[],
  asOf: Instant,
  rules: SurfaceRules = usualSurfaceRules,
): SurfacesView {
  const families = Map.groupBy(
    quotes.filter(({ instrument }) => refusal(instrument) === null),
    ({ instrument: { market, underlying, quote, settlement, priceUnit } }) =>
      `${market} ${underlying} ${quote} ${settlement} ${priceUnit}`,
  );
  return {
    surfaces: [...families]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, own]) => surfaceOf(own, asOf, rules)),
    refused: quotes.flatMap(({ instrument }) => {
      const message = refusal(instrument);
      return message === null ? [] : [{ instrument: instrument.id, message }];
    }),
  };
}
