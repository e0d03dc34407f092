import { useSyncExternalStore } from 'react';

/** Colours and fonts of the style sheet, as a canvas needs them. */
export type ChartTheme = {
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly hairline: string;
  readonly line: string;
  readonly accent: string;
  readonly amber: string;
  readonly red: string;
  /** Ends and middle of the diverging scale: loss or negative, nothing, gain or positive. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  /** Ink on the strong ends of the scale. */
  readonly inkOnStrong: string;
  readonly font: string;
};

export type Size = { readonly width: number; readonly height: number };

/** A rectangle of a drawing, in CSS pixels from the upper left corner. */
export type Plot = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

function themeOfDocument(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: of('ground'),
    text: of('text'),
    quiet: of('quiet'),
    hairline: of('hairline'),
    line: of('line'),
    accent: of('accent'),
    amber: of('amber'),
    red: of('red'),
    low: of('chart-low'),
    middle: of('chart-middle'),
    high: of('chart-high'),
    inkOnStrong: of('chart-ink-on-strong'),
    font: `11px ${of('sans')}`,
  };
}

function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributeFilter: ['data-theme', 'data-contrast', 'data-gains'],
  });
  return () => observer.disconnect();
}

function themeKey(): string {
  const { theme, contrast, gains } = document.documentElement.dataset;
  return [theme, contrast, gains].join(' ');
}

let drawn: { readonly key: string; readonly theme: ChartTheme } | null = null;

/** The key stands for everything that the style sheet makes depend on the theme. */
function themeOfKey(key: string): ChartTheme {
  if (drawn?.key !== key) drawn = { key, theme: themeOfDocument() };
  return drawn.theme;
}

export function useChartTheme(): ChartTheme {
  return themeOfKey(useSyncExternalStore(watchTheme, themeKey));
}
