import type { ExpirySlice, SliceFit, SurfacesView, SurfaceView } from '../../contract/surface.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import type { Instant } from '../../values/units.ts';
import { quotesByExpiry, refusal } from './admitted-quotes.ts';
import { calendarViolations, type DatedSmile } from './calendar-check.ts';
import { conspicuousMarks } from './conspicuous-marks.ts';
import { markParity } from './expiry-forward.ts';
import { expirySmile, leftOutCounts, type ExpirySmile } from './expiry-smile.ts';
import { rawOfNatural } from './natural-fit.ts';
import { usualSurfaceRules, type OptionQuote, type SurfaceRules } from './option-quote.ts';
import { yardstick } from './mark-difference.ts';
import type { PricingPoint } from './quote-volatility.ts';
import { repairedSmiles } from './repair.ts';
import { described, fitQuotes, quotedRange, type FittedSlice } from './slice-fit.ts';
import { ssviCurvature } from './ssvi.ts';
import { ssviFit, type SsviFit } from './ssvi-fit.ts';
import { sviVariance, type SviSmile } from './svi.ts';

/** An expiry whose smile was fitted. */
type Fitted = ExpirySmile & {
  readonly at: PricingPoint;
  readonly fitted: FittedSlice;
  readonly dated: DatedSmile;
};

function fittedOf(smile: ExpirySmile): readonly Fitted[] {
  const { slice, forward, years, discount } = smile;
  if (!slice.ok || !forward.ok) return [];
  const fitted = slice.value;
  const dated: DatedSmile = {
    expiry: smile.expiry,
    years,
    smile: fitted.fit.smile,
    quoted: quotedRange(fitted.points),
  };
  return [{ ...smile, at: { forward: forward.value.value, years, discount }, fitted, dated }];
}

function sharedFit(fitted: readonly Fitted[]): Outcome<SsviFit> {
  const usable = fitted.filter(({ dated }) => sviVariance(dated.smile, 0) > 0);
  return usable.length < fitted.length || usable.length === 0
    ? fail('missing-market-data', 'no surface: no expiry has a smile with a variance at the money')
    : ssviFit(
        usable.map(({ fitted: { points }, years, dated }) => ({
          years,
          quotes: fitQuotes(points, years),
          central: sviVariance(dated.smile, 0),
        })),
      );
}

/** The second model's smile of each fitted expiry, in raw parameters. */
function sharedSmiles({ shape, thetas }: SsviFit): readonly SviSmile[] {
  return thetas.map((theta) =>
    rawOfNatural({ theta, rho: shape.rho, phi: ssviCurvature({ theta, ...shape }) }),
  );
}

const thirtyDaysInYears = 30 / 365;

/** Total variance at the money, linear in time; not beyond the fitted expiries. */
function thirtyDays(fitted: readonly Fitted[]): Outcome<number> {
  const known = fitted.flatMap(({ years, fitted: { fit } }) =>
    fit.numbers.atTheMoney.ok ? [{ years, volatility: fit.numbers.atTheMoney.value }] : [],
  );
  const next = known.find(({ years }) => years >= thirtyDaysInYears);
  const before = known.findLast(({ years }) => years <= thirtyDaysInYears);
  if (next === undefined || before === undefined) {
    return fail('missing-market-data', 'no fitted expiries lie on both sides of 30 days');
  }
  if (next.years === before.years) return ok(next.volatility);
  const share = (thirtyDaysInYears - before.years) / (next.years - before.years);
  const variance =
    (1 - share) * before.volatility ** 2 * before.years + share * next.volatility ** 2 * next.years;
  return ok(Math.sqrt(variance / thirtyDaysInYears));
}

type Repaired = ReadonlyMap<Instant, SliceFit>;

/** The surface moved to where nothing is free; null where nothing is. */
function repair(
  fitted: readonly Fitted[],
  shared: readonly SviSmile[] | null,
  isSound: boolean,
): { readonly fits: Repaired; readonly smiles: readonly DatedSmile[] } | null {
  if (isSound) return null;
  const slices = fitted.map(({ dated, fitted: { points }, years }) => ({
    ...dated,
    quotes: fitQuotes(points, years),
  }));
  const smiles = repairedSmiles(
    slices,
    slices.map((_, i) => shared?.[i] ?? null),
  );
  return {
    fits: new Map(
      fitted.map(({ expiry, years, fitted: { fit, points } }, i) => [
        expiry,
        described(fit.model, smiles[i]!, years, points),
      ]),
    ),
    smiles: fitted.map(({ dated }, i) => ({ ...dated, smile: smiles[i]! })),
  };
}

function sliceView(
  of: ExpirySmile,
  shared: Outcome<SliceFit>,
  repaired: SliceFit | null,
): ExpirySlice {
  const { expiry, years, quotes, uses, forward, slice, discount } = of;
  return {
    expiry,
    years,
    options: quotes.length,
    inTheMoney: uses.filter((use) => use === 'in the money').length,
    leftOut: leftOutCounts(uses),
    forward,
    points: slice.ok ? slice.value.points.map(({ weight: _, ...point }) => point) : [],
    fit: slice.ok ? ok(slice.value.fit) : slice,
    ssvi: shared,
    repaired,
    markParity: markParity(quotes, discount),
  };
}

function surfaceOf(
  quotes: readonly OptionQuote[],
  asOf: Instant,
  rules: SurfaceRules,
): SurfaceView {
  const { market, underlying, quote, settlement, priceUnit } = quotes[0]!.instrument;
  const smiles = quotesByExpiry(quotes, asOf, rules).map((one) => expirySmile(one, rules));
  const fitted = smiles.flatMap(fittedOf);
  const calendar = calendarViolations(fitted.map(({ dated }) => dated));
  const sharedSurface = sharedFit(fitted);
  const shared = sharedSurface.ok ? sharedSmiles(sharedSurface.value) : null;
  const isSound =
    calendar.length === 0 && fitted.every(({ fitted: { fit } }) => fit.butterfly.free);
  const moved = repair(fitted, shared, isSound);
  const marks = fitted.map(({ quotes: own, at, fitted: slice }) =>
    conspicuousMarks(own, yardstick(slice, at), rules),
  );
  const sharedOf = (expiry: Instant): Outcome<SliceFit> => {
    const i = fitted.findIndex((one) => one.expiry === expiry);
    const smile = shared?.[i];
    if (!sharedSurface.ok) return sharedSurface;
    return smile === undefined
      ? fail('missing-market-data', 'the expiry has no fit')
      : ok(described('ssvi', smile, fitted[i]!.years, fitted[i]!.fitted.points));
  };
  return {
    market,
    underlying,
    quote,
    settlement,
    priceUnit,
    asOf,
    slices: smiles.map((one) =>
      sliceView(one, sharedOf(one.expiry), moved?.fits.get(one.expiry) ?? null),
    ),
    shape: sharedSurface.ok ? ok(sharedSurface.value.shape) : sharedSurface,
    calendar,
    repair:
      moved === null
        ? null
        : {
            butterflies: [...moved.fits.values()].filter(({ butterfly }) => !butterfly.free).length,
            calendar: calendarViolations(moved.smiles),
          },
    thirtyDays: thirtyDays(fitted),
    marksCompared: marks.reduce((sum, { compared }) => sum + compared, 0),
    marks: marks
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
