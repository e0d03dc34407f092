import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { ExpirySlice, SurfaceView, VolatilityGrid } from '../../../engine/contract/surface.ts';
import { drawSmile, nearestQuote, type SmileLine, type SmilePicture } from '../../charts/smile.ts';
import { StepChart } from '../../charts/step-chart.tsx';
import type { ChartTheme, Size } from '../../charts/theme.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { dayText } from '../../format/times.ts';
import { counted } from '../../format/words.ts';
import { Scroller } from '../../parts/scroller.tsx';

function lineOf(grid: VolatilityGrid | undefined, { expiry }: ExpirySlice): SmileLine | null {
  const row = grid?.rows.find((one) => one.expiry === expiry);
  return grid === undefined || row === undefined
    ? null
    : { k: grid.k, volatilities: row.volatilities };
}

const kText = (k: number): string => decimal(k, 2);

function SmileTable({ slice }: { readonly slice: ExpirySlice }): ReactElement {
  return (
    <Scroller label={`Quotes fitted, ${dayText(slice.expiry)}`} className="smile-table">
      <table className="figures">
        <caption className="spoken">Quotes that entered the fit, by strike</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Strike
            </th>
            <th scope="col">Right</th>
            <th scope="col" className="number">
              ln K/F
            </th>
            <th scope="col" className="number">
              Bid a year
            </th>
            <th scope="col" className="number">
              Mid
            </th>
            <th scope="col" className="number">
              Ask
            </th>
          </tr>
        </thead>
        <tbody>
          {slice.points.map(({ instrument, strike, right, k, bid, mid, ask }) => (
            <tr key={instrument}>
              <th scope="row" className="number">
                {priceText(strike)}
              </th>
              <td>{right}</td>
              <td className="number">{decimal(k, 3)}</td>
              <td className="number">{percent(bid, 2)}</td>
              <td className="number">{percent(mid, 2)}</td>
              <td className="number">{percent(ask, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** One expiry's quotes and the smile that was fitted to them: as a chart, or as a table. */
export function SmilePart({
  surface,
  slice,
  asTable,
}: {
  readonly surface: SurfaceView;
  readonly slice: ExpirySlice;
  readonly asTable: boolean;
}): ReactElement {
  const [cursor, setCursor] = useState<number | null>(null);
  const picture = useMemo<SmilePicture>(
    () => ({
      quotes: slice.points,
      fit: lineOf(surface.grid, slice),
      repaired: slice.repaired === null ? null : lineOf(surface.repair?.grid, slice),
      volatilityText: (volatility) => percent(volatility, 0),
      kText,
    }),
    [surface, slice],
  );
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme, at: number | null) =>
      drawSmile(context, picture, size, theme, at),
    [picture],
  );
  const nearest = useCallback(
    (x: number, _y: number, size: Size) => nearestQuote(picture.quotes, x, size),
    [picture],
  );
  const at = cursor === null ? undefined : slice.points[cursor];
  const title = `Smile of ${dayText(slice.expiry)}`;
  return (
    <section aria-label={title} className="smile">
      <h3>
        {title} <span className="quiet">by ln(strike ÷ forward)</span>
      </h3>
      {slice.points.length === 0 ? (
        <p className="nothing">No quote could be fitted.</p>
      ) : asTable ? (
        <SmileTable slice={slice} />
      ) : (
        <div className="smile-chart">
          <StepChart
            count={slice.points.length}
            draw={draw}
            nearest={nearest}
            cursor={cursor}
            onCursor={setCursor}
            summary={`${title}: ${counted(slice.points.length, 'quote')} as bars from bid to ask, the fit as a line.`}
            reading={
              at === undefined
                ? 'Point at a quote, or walk with the arrow keys.'
                : `${at.right} ${priceText(at.strike)}: bid ${percent(at.bid)}, mid ${percent(at.mid)}, ask ${percent(at.ask)} a year`
            }
          />
        </div>
      )}
    </section>
  );
}
