import { scaleLinear } from 'd3-scale';
import { nearestOf } from './nearest.ts';
import type { ChartTheme, Size } from './theme.ts';

/** All that is offered up to a price, that price included. */
export type DepthPlace = {
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly cumulative: number;
};

/** Cumulative size by price, lowest price first: bids fall towards the middle, asks rise from it. */
export type DepthCurve = {
  readonly places: readonly DepthPlace[];
  readonly priceText: (price: number) => string;
  readonly sizeText: (size: number) => string;
};

/** Two sides, best first, as places in the order of their prices. In a crossed ladder the sides overlap. */
export const depthPlaces = (
  bids: readonly Omit<DepthPlace, 'side'>[],
  asks: readonly Omit<DepthPlace, 'side'>[],
): readonly DepthPlace[] => [
  ...bids
    .toReversed()
    .map(({ price, cumulative }) => ({ side: 'bid' as const, price, cumulative })),
  ...asks.map(({ price, cumulative }) => ({ side: 'ask' as const, price, cumulative })),
];

const scales = (places: readonly DepthPlace[], { width, height }: Size) => {
  const prices = places.map(({ price }) => price);
  return {
    across: scaleLinear()
      .domain([Math.min(...prices), Math.max(...prices)])
      .range([62, Math.max(width - 16, 63)]),
    up: scaleLinear()
      .domain([0, Math.max(...places.map(({ cumulative }) => cumulative))])
      .range([Math.max(height - 22, 32), 20]),
  };
};

/** The place whose price is nearest to a horizontal position; −1 where there is none. */
export function nearestDepth(places: readonly DepthPlace[], x: number, size: Size): number {
  const { across } = scales(places, size);
  return nearestOf(
    places.map(({ price }) => across(price)),
    x,
  );
}

/** Steps that rise away from the middle: bids whole and blue, asks dashed and orange, each with its name. */
export function drawDepth(
  context: CanvasRenderingContext2D,
  { places, priceText, sizeText }: DepthCurve,
  size: Size,
  theme: ChartTheme,
  cursor: number | null,
): void {
  if (places.length === 0) return;
  const { across, up } = scales(places, size);
  const [left = 0, right = 0] = across.range();
  const [bottom = 0] = up.range();
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  for (const tick of up.ticks(Math.max(2, Math.min(5, size.height / 40)))) {
    context.strokeStyle = tick === 0 ? theme.line : theme.hairline;
    context.beginPath();
    context.moveTo(left, up(tick));
    context.lineTo(right, up(tick));
    context.stroke();
    context.fillStyle = theme.quiet;
    context.fillText(sizeText(tick), left - 6, up(tick));
  }
  context.textAlign = 'center';
  for (const tick of across.ticks(Math.max(2, Math.floor(size.width / 140)))) {
    context.fillStyle = theme.quiet;
    context.fillText(priceText(tick), across(tick), bottom + 12);
  }
  for (const [side, colour, dash, name] of [
    ['bid', theme.high, [], 'bids'],
    ['ask', theme.low, [4, 3], 'asks'],
  ] as const) {
    // From the best price outwards, whichever way that is.
    const own = places.filter((one) => one.side === side);
    const outwards = side === 'bid' ? own.toReversed() : own;
    context.beginPath();
    let before = bottom;
    for (const { price, cumulative } of outwards) {
      context.lineTo(across(price), before);
      before = up(cumulative);
      context.lineTo(across(price), before);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
    if (own.length === 0) continue;
    context.fillStyle = theme.text;
    context.textAlign = side === 'bid' ? 'left' : 'right';
    context.fillText(name, side === 'bid' ? left + 4 : right - 4, 9);
  }
  const at = cursor === null ? undefined : places[cursor];
  if (at === undefined) return;
  context.fillStyle = theme.accent;
  context.beginPath();
  context.arc(across(at.price), up(at.cumulative), 4, 0, 2 * Math.PI);
  context.fill();
}
