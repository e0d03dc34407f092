import type { ChartTheme, Plot } from './theme.ts';

/** Merges of a tree over leaves 0…n−1 in drawing order; merge k is node n + k. Heights grow. */
export type Merges = readonly {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}[];

/** A merge as three sides of a rectangle: fractions of the plot, heights of the highest merge. */
export type Bracket = {
  readonly from: { readonly at: number; readonly height: number };
  readonly to: { readonly at: number; readonly height: number };
  readonly height: number;
};

/** Where each merge is drawn: `at` along the leaves and `height` away from them, both 0 to 1. */
export function brackets(leaves: number, merges: Merges): readonly Bracket[] {
  const highest = Math.max(...merges.map(({ height }) => height), 0) || 1;
  const nodes = Array.from({ length: leaves }, (_, leaf) => ({
    at: (leaf + 0.5) / leaves,
    height: 0,
  }));
  const drawn: Bracket[] = [];
  for (const { left, right, height } of merges) {
    const [from, to] = [nodes[left], nodes[right]];
    if (from === undefined || to === undefined) continue;
    const level = height / highest;
    drawn.push({ from, to, height: level });
    nodes.push({ at: (from.at + to.at) / 2, height: level });
  }
  return drawn;
}

/** The tree beside the rows of a heatmap: leaves at the left, the last merge at the right. */
export function drawDendrogram(
  context: CanvasRenderingContext2D,
  leaves: number,
  merges: Merges,
  plot: Plot,
  theme: ChartTheme,
): void {
  context.strokeStyle = theme.quiet;
  context.lineWidth = 1;
  context.beginPath();
  for (const { from, to, height } of brackets(leaves, merges)) {
    const x = plot.left + height * plot.width;
    context.moveTo(plot.left + from.height * plot.width, plot.top + from.at * plot.height);
    context.lineTo(x, plot.top + from.at * plot.height);
    context.lineTo(x, plot.top + to.at * plot.height);
    context.lineTo(plot.left + to.height * plot.width, plot.top + to.at * plot.height);
  }
  context.stroke();
}
