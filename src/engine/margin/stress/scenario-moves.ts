import type { AssetMove } from '../../contract/stress.ts';
import type { PriceSeries } from '../../model/market.ts';
import type { StressScenario } from '../../model/stress.ts';
import { thatCame } from '../../scenarios/young-coins.ts';
import { isoDay } from '../../values/days.ts';
import type { Asset } from '../../values/ids.ts';

/** What the moves of a scenario are worked out from. */
export type StressMarket = {
  readonly history: readonly PriceSeries[];
  /** Whether days of the history are replayed: not those of a made-up book. */
  readonly replays: boolean;
  /** Assets held at par with the reporting currency, and that currency. */
  readonly par: ReadonlySet<Asset>;
};

/** Joint days below which no beta is read off. */
const FEWEST = 60;

const closeOn = ({ days, closes }: PriceSeries, day: number): number | null => {
  const at = days.indexOf(day);
  return at < 0 ? null : closes[at]!;
};

function ownMove(series: PriceSeries | undefined, from: number, to: number): number | null {
  const [before, after] =
    series === undefined ? [null, null] : [closeOn(series, from), closeOn(series, to)];
  return before === null || after === null ? null : after / before - 1;
}

/** Slope through the origin of daily log returns on those of the same days; null with too few. */
function betaOf(series: PriceSeries, on: PriceSeries): number | null {
  const places = new Map([...on.days].map((day, at) => [day, at]));
  let products = 0;
  let squares = 0;
  let count = 0;
  for (let i = 1; i < series.days.length; i++) {
    const at = places.get(series.days[i]!);
    const before = places.get(series.days[i - 1]!);
    if (at === undefined || before === undefined || series.days[i]! - series.days[i - 1]! !== 1) {
      continue;
    }
    const x = Math.log(on.closes[at]! / on.closes[before]!);
    products += x * Math.log(series.closes[i]! / series.closes[i - 1]!);
    squares += x * x;
    count++;
  }
  return count < FEWEST || squares === 0 ? null : products / squares;
}

/** What an asset does, without its name. */
type Moved = Pick<AssetMove, 'move' | 'origin' | 'note'>;

const stays = (note: string): Moved => ({ move: 0, origin: 'stays', note });

/**
 * How each asset moves in a scenario: as its own history did where that covers the window, as the library
 * says, or as the scenario says of the others. Never silently not at all.
 */
export function scenarioMoves(
  { window, moves, others }: StressScenario,
  assets: readonly Asset[],
  { history, par, replays }: StressMarket,
): readonly AssetMove[] {
  const series = new Map(history.map((one) => [one.asset, one]));
  const came = new Map(thatCame(history).map((one) => [one.asset, one]));
  const stated = (of: Asset): Moved | null => {
    const own = window === null || !replays ? null : ownMove(came.get(of), window.from, window.to);
    if (own !== null && window !== null) {
      const note = `closes of ${isoDay(window.from)} and ${isoDay(window.to)}`;
      return { move: own, origin: 'own history', note };
    }
    const listed = moves.get(of);
    return listed === undefined ? null : { move: listed, origin: 'stated', note: '' };
  };
  const unnamed = (of: Asset): Moved => {
    if (par.has(of)) return { move: 0, origin: 'at par', note: '' };
    switch (others.by) {
      case 'none':
        return stays('the scenario leaves the others as they are');
      case 'move':
        return { move: others.move, origin: 'all alike', note: '' };
      case 'beta': {
        const leader = stated(others.of);
        const [own, on] = [series.get(of), series.get(others.of)];
        if (leader === null) return stays(`the scenario states no move of ${others.of}`);
        if (own === undefined) return stays('no price history, so no beta');
        const beta = on === undefined ? null : betaOf(own, on);
        if (beta === null) return stays(`too few days in common with ${others.of} for a beta`);
        const move = Math.expm1(beta * Math.log1p(leader.move));
        return { move, origin: 'beta', note: `${beta.toFixed(2)} to ${others.of}` };
      }
    }
  };
  return assets.map((of) => ({ asset: of, ...(stated(of) ?? unnamed(of)) }));
}
