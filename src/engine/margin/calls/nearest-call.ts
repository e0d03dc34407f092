import type { AccountInput } from '../../model/priced.ts';
import type { Asset } from '../../values/ids.ts';
import { fail, ok, type Outcome } from '../../values/outcome.ts';
import { assessorOf } from '../assessor.ts';
import { accountMoved, movingAssets, type Moves } from './moves.ts';

/** A point of the plane of prices and volatility at which an account is called. */
type CallPoint = {
  /** Common move of all prices, in each one's daily standard deviations. */
  readonly deviations: number;
  /** Volatility ÷ volatility today. */
  readonly volatility: number;
  /** Distance from today, in units of the two axes. */
  readonly distance: number;
};

export type NearestCall = {
  readonly nearest: CallPoint;
  /** Price ÷ price today of each asset at the nearest point. */
  readonly prices: ReadonlyMap<Asset, number>;
  /** Where the account is called in each direction that leads there, by angle. */
  readonly boundary: readonly CallPoint[];
  /** Assets without history, whose daily deviation is an assumption. */
  readonly assumed: readonly Asset[];
};

export type CallSettings = {
  /** Daily standard deviation of each asset's price, a fraction. */
  readonly deviations: ReadonlyMap<Asset, number>;
  /** Where an asset has no history, unless it is held at par. */
  readonly assumedDeviation: number;
  /** Assets that do not move. */
  readonly still: ReadonlySet<Asset>;
  /** Relative move of volatility that counts as one unit. */
  readonly volatilityUnit: number;
  /** Margin ratio at which the account is called. */
  readonly level: number;
};

const ANGLES = 48;
/** Units looked at in each direction. */
const FARTHEST = 40;

/** Nearest distance along a direction at which a figure is no longer positive; null within the farthest. */
function reach(slack: (distance: number) => number | null): number | null {
  let near = 0;
  let step = 0.25;
  while (near < FARTHEST) {
    const far = Math.min(near + step, FARTHEST);
    const at = slack(far);
    if (at === null) return null;
    if (at <= 0) {
      let [low, high] = [near, far];
      for (let i = 0; i < 40; i++) {
        const middle = (low + high) / 2;
        const value = slack(middle);
        if (value === null) return null;
        if (value <= 0) high = middle;
        else low = middle;
      }
      return high;
    }
    near = far;
    step *= 1.3;
  }
  return null;
}

/**
 * Where an account is called first when all its prices move together and all volatilities with
 * them: the point of the plane nearest to today, by the account's own model at each point.
 *
 * @returns a failure where a figure is unknown, where the account is called already, or where no
 *   direction leads to a call
 */
export function nearestCall(input: AccountInput, settings: CallSettings): Outcome<NearestCall> {
  const { figures } = assessorOf(input);
  const present = figures(input);
  if (!present.ok) return present;
  const { level, volatilityUnit, still, deviations } = settings;
  const moving = movingAssets(input).filter((asset) => !still.has(asset));
  const deviationOf = (asset: Asset): number => deviations.get(asset) ?? settings.assumedDeviation;
  const movesAt = (x: number, y: number): Moves => ({
    prices: new Map(moving.map((asset) => [asset, Math.exp(x * deviationOf(asset))])),
    volatility: Math.exp(y * Math.log1p(volatilityUnit)),
  });
  const slackAt = (x: number, y: number): number | null => {
    const found = figures(accountMoved(input, movesAt(x, y)));
    return found.ok ? level * found.value.equity - found.value.maintenance : null;
  };
  if (level * present.value.equity <= present.value.maintenance) {
    return fail('not-applicable', 'the account is called where it stands');
  }
  const along = (angle: number): CallPoint | null => {
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const distance = reach((r) => slackAt(r * x, r * y));
    return distance === null
      ? null
      : {
          deviations: distance * x,
          volatility: movesAt(0, distance * y).volatility,
          distance,
        };
  };
  const found = Array.from({ length: ANGLES }, (_, i) => (2 * Math.PI * i) / ANGLES).flatMap(
    (angle) => {
      const point = along(angle);
      return point === null ? [] : [{ angle, point }];
    },
  );
  const [first] = found.toSorted((a, b) => a.point.distance - b.point.distance);
  if (first === undefined) {
    return fail(
      'not-applicable',
      `no move of prices and volatility within ${FARTHEST} units leads to a call`,
    );
  }
  const nearest = narrowed(along, first.angle, first.point);
  return ok({
    nearest,
    prices: movesAt(nearest.deviations, 0).prices,
    boundary: found.map(({ point }) => point),
    assumed: moving.filter((asset) => !deviations.has(asset)),
  });
}

/** The least distance between the neighbours of an angle, by thirds. */
function narrowed(
  along: (angle: number) => CallPoint | null,
  angle: number,
  point: CallPoint,
): CallPoint {
  let [low, high] = [angle - (2 * Math.PI) / ANGLES, angle + (2 * Math.PI) / ANGLES];
  let best = point;
  for (let i = 0; i < 12; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    const [first, second] = [along(a), along(b)];
    for (const one of [first, second]) if (one !== null && one.distance < best.distance) best = one;
    if ((first?.distance ?? Infinity) < (second?.distance ?? Infinity)) high = b;
    else low = a;
  }
  return best;
}
