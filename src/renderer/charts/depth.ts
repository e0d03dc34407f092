import { scaleLinear } from 'd3-scale';
import type { ChartTheme, Size } from './theme.ts';

/** Cumulative size by price, best first on both sides. */
export type DepthCurve = {
  readonly bids: readonly { readonly price: number; readonly cumulative: number }[];
  readonly asks: readonly { readonly price: number; readonly cumulative: number }[];
  readonly priceText: (price: number) => string;
  readonly sizeText: (size: number) => string;
};

/** Steps that rise away from the middle: bids filled with strokes one way, asks the other. */
export function drawDepth(
  context: CanvasRenderingContext2D,
  { bids, asks, priceText, sizeText }: DepthCurve,
  { width, height }: Size,
  theme: ChartTheme,
): void {
  const prices = [...bids, ...asks].map(({ price }) => price);
  if (prices.length === 0) return;
  const most = Math.max(...[...bids, ...asks].map(({ cumulative }) => cumulative));
  const [left, right, top, bottom] = [62, Math.max(width - 16, 63), 8, Math.max(height - 22, 24)];
  const across = scaleLinear()
    .domain([Math.min(...prices), Math.max(...prices)])
    .range([left, right]);
  const up = scaleLinear().domain([0, most]).range([bottom, top]);
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of up.ticks(4)) {
    context.strokeStyle = theme.hairline;
    context.beginPath();
    context.moveTo(left, up(tick));
    context.lineTo(right, up(tick));
    context.stroke();
    context.fillStyle = theme.quiet;
    context.fillText(sizeText(tick), left - 6, up(tick));
  }
  context.textAlign = 'center';
  for (const tick of across.ticks(Math.max(2, Math.floor(width / 140)))) {
    context.fillStyle = theme.quiet;
    context.fillText(priceText(tick), across(tick), bottom + 12);
  }
  for (const [levels, colour, dash] of [
    [bids, theme.high, []],
    [asks, theme.low, [4, 3]],
  ] as const) {
    context.beginPath();
    let before = bottom;
    for (const { price, cumulative } of levels) {
      context.lineTo(across(price), before);
      before = up(cumulative);
      context.lineTo(across(price), before);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.setLineDash([...dash]);
    context.stroke();
  }
  context.setLineDash([]);
}
