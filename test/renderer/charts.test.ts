import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bins } from '../../src/renderer/charts/bins.ts';
import { cellAt } from '../../src/renderer/charts/cell-chart.tsx';
import { contrast, divergingColour, inkOn, luminance } from '../../src/renderer/charts/colour.ts';
import { zeroContour } from '../../src/renderer/charts/contour.ts';
import { brackets } from '../../src/renderer/charts/dendrogram.ts';
import { drawHeatmap, heatmapPlot } from '../../src/renderer/charts/heatmap.ts';
import { surfaceData } from '../../src/renderer/charts/surface.ts';
import type { ChartTheme } from '../../src/renderer/charts/theme.ts';

const theme: ChartTheme = {
  ground: '#000000',
  text: '#ffffff',
  quiet: '#888888',
  hairline: '#222222',
  line: '#333333',
  accent: '#00ffff',
  amber: '#ffcc00',
  red: '#ff0000',
  low: '#ff8000',
  middle: '#000000',
  high: '#0080ff',
  inkOnStrong: '#000',
  font: '11px sans-serif',
};

describe('bins', () => {
  it('hold every value once, cover all, and have an edge at zero', () => {
    const values = fc.array(
      fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(values, (sample) => {
        const made = bins(Float64Array.from(sample), 30);
        expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(sample.length);
        const [first, last] = [made[0], made.at(-1)];
        expect(first?.from).toBeLessThanOrEqual(Math.min(...sample));
        expect(last?.to).toBeGreaterThanOrEqual(Math.max(...sample));
        const straddle = made.some(({ from, to }) => from < 0 && to > 0);
        expect(straddle).toBe(false);
      }),
    );
  });

  it('count by hand: −5, −1, 0, 3, 4 in steps of 5', () => {
    expect(bins(Float64Array.of(-5, -1, 0, 3, 4), 2)).toEqual([
      { from: -5, to: 0, count: 2 },
      { from: 0, to: 5, count: 3 },
    ]);
  });
});

describe('colour', () => {
  it('contrast as WCAG gives it: black on white 21, #777 on white 4.48', () => {
    expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
    expect(luminance('rgb(255, 255, 255)')).toBeCloseTo(1, 10);
  });

  it('the ends and the middle are the theme’s own, beyond the limit no further', () => {
    const colour = divergingColour(10, theme);
    expect([-20, -10, 0, 10].map(colour)).toEqual([
      'rgb(255, 128, 0)',
      'rgb(255, 128, 0)',
      'rgb(0, 0, 0)',
      'rgb(0, 128, 255)',
    ]);
  });

  it('ink is chosen by contrast', () => {
    expect(inkOn('#ffff00', theme)).toBe('#000');
    expect(inkOn('#000080', theme)).toBe('#ffffff');
  });
});

describe('zero contour', () => {
  it('lies on the straight line where a plane crosses zero', () => {
    // P&L = column − 1.25 over 3 rows of 4: zero at 1.25 columns in every row.
    const values = Float64Array.from({ length: 12 }, (_, index) => (index % 4) - 1.25);
    const segments = zeroContour(values, 3, 4);
    expect(segments).toHaveLength(2);
    for (const [x1, , x2] of segments) expect([x1, x2]).toEqual([1.25, 1.25]);
  });

  it('a surface without a sign change has none', () => {
    expect(zeroContour(new Float64Array(12).fill(1), 3, 4)).toEqual([]);
  });

  it('a saddle is cut in two pieces that do not cross', () => {
    expect(zeroContour(Float64Array.of(1, -1, -1, 1), 2, 2)).toHaveLength(2);
  });
});

it('a dendrogram’s brackets stand between their leaves, the last at full height', () => {
  const made = brackets(3, [
    { left: 0, right: 1, height: 0.3 },
    { left: 3, right: 2, height: 0.6 },
  ]);
  // Leaves at 1/6, 1/2, 5/6; the first merge at (1/6 + 1/2) / 2 = 1/3.
  expect(made[0]).toMatchObject({ from: { at: 1 / 6 }, to: { at: 0.5 }, height: 0.5 });
  expect(made[1]).toMatchObject({ from: { height: 0.5 }, to: { at: 5 / 6 }, height: 1 });
  expect(made[1]?.from.at).toBeCloseTo(1 / 3, 12);
});

it('a surface is drawn with the largest volatility at the top and knows the cell that stands still', () => {
  const data = surfaceData(
    [-0.1, 0, 0.1],
    [-0.2, 0, 0.2],
    Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
  );
  expect([...data.values]).toEqual([7, 8, 9, 4, 5, 6, 1, 2, 3]);
  expect(data.still).toEqual({ row: 1, column: 1 });
});

it('a point finds its cell, and nothing outside the plot', () => {
  const plot = { left: 10, top: 20, width: 100, height: 50 };
  expect(cellAt(10, 20, plot, 5, 10)).toEqual({ row: 0, column: 0 });
  expect(cellAt(109, 69, plot, 5, 10)).toEqual({ row: 4, column: 9 });
  expect(cellAt(9, 30, plot, 5, 10)).toBeNull();
  expect(cellAt(50, 71, plot, 5, 10)).toBeNull();
});

it('a heatmap draws one cell per pair and writes its value in it', () => {
  const rects: number[][] = [];
  const texts: string[] = [];
  const context = {
    fillRect: (...at: number[]) => rects.push(at),
    fillText: (text: string) => texts.push(text),
    strokeRect: () => undefined,
  } as unknown as CanvasRenderingContext2D;
  const plot = heatmapPlot({ width: 400, height: 300 }, 2);
  const values = Float64Array.of(1, -0.5, -0.5, 1);
  drawHeatmap(context, { labels: ['A', 'B'], values }, plot, theme);
  expect(rects).toHaveLength(4);
  expect(texts.filter((text) => text === '−0.50')).toHaveLength(2);
  expect(texts.filter((text) => text === 'A')).toHaveLength(2);
});
