import { scaleLinear } from 'd3-scale';
import type { ChartTheme, Size } from './theme.ts';

/** Prices of sources on a line, told apart by shape: who is used is filled, who is not is a cross. */
export type AgreementPicture = {
  readonly sources: readonly { readonly value: number; readonly used: boolean }[];
  /** The price agreed on and the band that it is taken to be right within; null where there is none. */
  readonly price: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly text: (value: number) => string;
};

/** Draws the line of prices with the band behind it. */
export function drawAgreement(
  context: CanvasRenderingContext2D,
  { sources, price, text }: AgreementPicture,
  { width, height }: Size,
  theme: ChartTheme,
): void {
  const values = [
    ...sources.map(({ value }) => value),
    ...(price === null ? [] : [price.low, price.high]),
  ];
  if (values.length === 0) return;
  const across = scaleLinear()
    .domain([Math.min(...values), Math.max(...values)])
    .range([70, Math.max(width - 70, 71)]);
  const middle = Math.round(height / 2) - 8;
  if (price !== null) {
    context.fillStyle = theme.hairline;
    const [low, high] = [across(price.low), across(price.high)];
    context.fillRect(low, middle - 16, Math.max(high - low, 2), 32);
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(across(price.value), middle - 20);
    context.lineTo(across(price.value), middle + 20);
    context.stroke();
  }
  context.lineWidth = 1;
  context.strokeStyle = theme.line;
  context.beginPath();
  context.moveTo(40, middle);
  context.lineTo(width - 40, middle);
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.quiet;
  for (const tick of across.ticks(Math.max(2, Math.floor(width / 160)))) {
    context.fillText(text(tick), across(tick), height - 10);
    context.fillRect(across(tick), height - 22, 1, 4);
  }
  for (const { value, used } of sources) {
    const at = across(value);
    context.beginPath();
    if (used) {
      context.fillStyle = theme.text;
      context.arc(at, middle, 4, 0, 2 * Math.PI);
      context.fill();
    } else {
      context.strokeStyle = theme.amber;
      context.lineWidth = 2;
      context.moveTo(at - 5, middle - 5);
      context.lineTo(at + 5, middle + 5);
      context.moveTo(at + 5, middle - 5);
      context.lineTo(at - 5, middle + 5);
      context.stroke();
    }
  }
}
