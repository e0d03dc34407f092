import { scaleLinear } from 'd3-scale';
import type { ChartTheme } from './theme.ts';

/** Colour of a signed value: orange at −`limit`, the ground's own at 0, blue at +`limit`. */
export function divergingColour(limit: number, theme: ChartTheme): (value: number) => string {
  const span = limit > 0 ? limit : 1;
  const scale = scaleLinear<string>()
    .domain([-span, 0, span])
    .range([theme.low, theme.middle, theme.high])
    .clamp(true);
  return (value) => scale(value);
}

/** Red, green and blue from 0 to 1 of `#rgb`, `#rrggbb` or `rgb(r, g, b)`. */
function channels(colour: string): readonly number[] {
  // The build shortens #ffffff to #fff.
  const hex = /^#(..?)(..?)(..?)$/.exec(colour);
  if (hex !== null) {
    return hex.slice(1).map((part) => Number.parseInt(part.padEnd(2, part), 16) / 255);
  }
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
}

/** Relative luminance, 0 to 1. @see WCAG 2.2, "relative luminance" */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21. @see WCAG 2.2, "contrast ratio" */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The ink that reads better on `ground`. */
export function inkOn(ground: string, theme: ChartTheme): string {
  return contrast(ground, theme.text) >= contrast(ground, theme.inkOnStrong)
    ? theme.text
    : theme.inkOnStrong;
}
