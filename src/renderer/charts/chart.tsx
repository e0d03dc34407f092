import { useEffect, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { useChartTheme } from './theme.ts';
import type { ChartTheme, Size } from './theme.ts';

/** Draws on a cleared context of `size` CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme) => void;

/** Size of an element, followed as it changes. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const observed = element.current;
    if (observed === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** A canvas as large as its box, sharp on any screen, redrawn when drawing, size or theme change. */
export function Canvas({ draw, size }: { readonly draw: Draw; readonly size: Size }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useChartTheme();
  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d') ?? null;
    if (target === null || context === null || size.width === 0 || size.height === 0) {
      return undefined;
    }
    const density = devicePixelRatio;
    target.width = size.width * density;
    target.height = size.height * density;
    target.style.width = `${size.width}px`;
    target.style.height = `${size.height}px`;
    context.scale(density, density);
    const paint = (): void => {
      context.clearRect(0, 0, size.width, size.height);
      context.font = theme.font;
      draw(context, size, theme);
    };
    paint();
    // A canvas does not wait for its font as other text does: it is drawn again once the font is there.
    if (document.fonts.check(theme.font)) return undefined;
    let wanted = true;
    void document.fonts.load(theme.font).then(() => (wanted ? paint() : undefined));
    return () => {
      wanted = false;
    };
  }, [draw, size, theme]);
  return <canvas ref={canvas} aria-hidden="true" />;
}

/** A picture with a text that says what it shows. */
export function Chart({
  draw,
  summary,
}: {
  readonly draw: Draw;
  readonly summary: string;
}): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <figure className="chart" ref={box}>
      <Canvas draw={draw} size={size} />
      <figcaption className="spoken">{summary}</figcaption>
    </figure>
  );
}
