import { scaleLinear } from 'd3-scale';
import { nearestOf } from './nearest.ts';
import type { ChartTheme, Size } from './theme.ts';

/** A quote in volatility at ln(strike ÷ forward). */
export type SmileQuote = {
  readonly k: number;
  readonly bid: number;
  readonly mid: number;
  readonly ask: number;
};

/** A smile as places of k; null where it is not drawn. */
export type SmileLine = {
  readonly k: readonly number[];
  readonly volatilities: readonly (number | null)[];
};

export type SmilePicture = {
  readonly quotes: readonly SmileQuote[];
  readonly fit: SmileLine | null;
  /** The fit moved to where it allows no arbitrage. */
  readonly repaired: SmileLine | null;
  readonly volatilityText: (volatility: number) => string;
  readonly kText: (k: number) => string;
};

const scales = (quotes: readonly SmileQuote[], { width, height }: Size) => {
  const ks = quotes.map(({ k }) => k);
  const all = quotes.flatMap(({ bid, ask }) => [bid, ask]);
  return {
    across: scaleLinear()
      .domain([Math.min(...ks), Math.max(...ks)])
      .range([58, Math.max(width - 20, 59)]),
    up: scaleLinear()
      .domain([Math.min(...all), Math.max(...all)])
      .nice(4)
      .range([Math.max(height - 22, 30), 22]),
  };
};

/** The quote nearest to a horizontal position; −1 where there is none. */
export function nearestQuote(quotes: readonly SmileQuote[], x: number, size: Size): number {
  const { across } = scales(quotes, size);
  return nearestOf(
    quotes.map(({ k }) => across(k)),
    x,
  );
}

function strokeLine(
  context: CanvasRenderingContext2D,
  { k, volatilities }: SmileLine,
  { across, up }: ReturnType<typeof scales>,
): void {
  const [from = 0, to = 0] = across.domain();
  context.beginPath();
  let isOpen = false;
  for (const [at, one] of k.entries()) {
    const volatility = volatilities[at] ?? null;
    if (volatility === null || one < from || one > to) {
      isOpen = false;
      continue;
    }
    if (isOpen) context.lineTo(across(one), up(volatility));
    else context.moveTo(across(one), up(volatility));
    isOpen = true;
  }
  context.stroke();
}

/** Quotes as bars from bid to ask with a dot at the mid, the fit as a line, the repaired one dashed. */
export function drawSmile(
  context: CanvasRenderingContext2D,
  { quotes, fit, repaired, volatilityText, kText }: SmilePicture,
  size: Size,
  theme: ChartTheme,
  cursor: number | null,
): void {
  if (quotes.length === 0) return;
  const scale = scales(quotes, size);
  const { across, up } = scale;
  const [left = 0, right = 0] = across.range();
  const [bottom = 0, top = 0] = up.range();
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of up.ticks(Math.max(2, Math.min(5, (bottom - top) / 34)))) {
    context.strokeStyle = theme.hairline;
    context.beginPath();
    context.moveTo(left, up(tick));
    context.lineTo(right, up(tick));
    context.stroke();
    context.fillStyle = theme.quiet;
    context.fillText(volatilityText(tick), left - 6, up(tick));
  }
  context.textAlign = 'center';
  for (const tick of across.ticks(Math.max(2, Math.floor(size.width / 110)))) {
    context.fillStyle = theme.quiet;
    context.fillText(kText(tick), across(tick), bottom + 12);
  }
  context.save();
  context.beginPath();
  context.rect(left - 4, top - 6, right - left + 8, bottom - top + 10);
  context.clip();
  context.strokeStyle = theme.high;
  context.lineWidth = 1.5;
  if (fit !== null) strokeLine(context, fit, scale);
  if (repaired !== null) {
    context.strokeStyle = theme.low;
    context.setLineDash([5, 4]);
    strokeLine(context, repaired, scale);
    context.setLineDash([]);
  }
  context.restore();
  for (const { k, bid, mid, ask } of quotes) {
    context.strokeStyle = theme.quiet;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(across(k), up(bid));
    context.lineTo(across(k), up(ask));
    context.moveTo(across(k) - 3, up(bid));
    context.lineTo(across(k) + 3, up(bid));
    context.moveTo(across(k) - 3, up(ask));
    context.lineTo(across(k) + 3, up(ask));
    context.stroke();
    context.fillStyle = theme.text;
    context.fillRect(across(k) - 1.5, up(mid) - 1.5, 3, 3);
  }
  context.textAlign = 'left';
  context.fillStyle = theme.text;
  context.fillText(
    `line: fit${repaired === null ? '' : '   dashed: repaired'}   bars: bid to ask`,
    left,
    9,
  );
  const at = cursor === null ? undefined : quotes[cursor];
  if (at === undefined) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(across(at.k), up(at.mid), 5, 0, 2 * Math.PI);
  context.stroke();
}
