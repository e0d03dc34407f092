import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { DepthRow, MarketView } from '../../../engine/contract/market.ts';
import { depthPlaces, drawDepth, nearestDepth, type DepthPlace } from '../../charts/depth.ts';
import { StepChart } from '../../charts/step-chart.tsx';
import type { ChartTheme, Size } from '../../charts/theme.ts';
import { correlationText, priceText, shortMoney } from '../../format/figures.ts';
import { Inapplicable } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { roundSize, sizeText } from './size-text.ts';

function DepthChart({
  places,
  underlying,
}: {
  readonly places: readonly DepthPlace[];
  readonly underlying: string;
}): ReactElement {
  // The price that is pointed at stays, while levels come and go about it.
  const [pointed, setPointed] = useState<Pick<DepthPlace, 'side' | 'price'> | null>(null);
  const cursor = useMemo(() => {
    if (pointed === null) return null;
    const own = places.flatMap((one, at) =>
      one.side === pointed.side ? [{ at, away: Math.abs(one.price - pointed.price) }] : [],
    );
    return own.toSorted((a, b) => a.away - b.away)[0]?.at ?? null;
  }, [places, pointed]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size, theme: ChartTheme, at: number | null) =>
      drawDepth(context, { places, priceText, sizeText: roundSize }, size, theme, at),
    [places],
  );
  const nearest = useCallback(
    (x: number, _y: number, size: Size) => nearestDepth(places, x, size),
    [places],
  );
  const at = cursor === null ? undefined : places[cursor];
  return (
    <div className="depth-chart">
      <StepChart
        count={places.length}
        draw={draw}
        nearest={nearest}
        cursor={cursor}
        onCursor={(place) => setPointed(places[place] ?? null)}
        summary={`Size of ${underlying} by price: bids drawn whole to the left, asks dashed to the right.`}
        reading={
          at === undefined
            ? 'Point at the chart, or walk it with the arrow keys.'
            : `${at.side === 'bid' ? 'Bids down to' : 'Asks up to'} ${priceText(at.price)}: ${sizeText(at.cumulative)} ${underlying}`
        }
      />
    </div>
  );
}

function DepthTable({
  places,
  underlying,
  reporting,
}: {
  readonly places: readonly DepthPlace[];
  readonly underlying: string;
  readonly reporting: string;
}): ReactElement {
  const most = Math.max(0, ...places.map(({ cumulative }) => cumulative));
  return (
    <Scroller label="Depth as a table" className="depth-table">
      <table className="figures">
        <caption className="spoken">Cumulative size by price, lowest price first</caption>
        <thead>
          <tr>
            <th scope="col">Side</th>
            <th scope="col" className="number">
              {`Price, ${reporting}`}
            </th>
            <th scope="col" className="number">
              {`Up to here, ${underlying}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ side, price, cumulative }) => (
            <tr key={`${side}${price}`}>
              <th scope="row">{side}</th>
              <td className="number">{priceText(price)}</td>
              <td className="number">{sizeText(cumulative, most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** A size that may be more than what is seen says so. */
function Size({
  of: { quantity, value, endWithin },
  most,
}: {
  readonly of: DepthRow['bids'];
  readonly most: number;
}): ReactElement {
  return (
    <>
      <td className="number">
        {endWithin.length > 0 && (
          <span title={`What is visible ends within: ${endWithin.join(', ')}`}>
            <span className="spoken">{`at least, since what is visible of ${endWithin.join(', ')} ends within: `}</span>
            <span aria-hidden="true">≥ </span>
          </span>
        )}
        {sizeText(quantity, most)}
      </td>
      <td className="number quiet">{shortMoney(value)}</td>
    </>
  );
}

function Within({
  rows,
  underlying,
  reporting,
}: {
  readonly rows: readonly DepthRow[];
  readonly underlying: string;
  readonly reporting: string;
}): ReactElement {
  const most = Math.max(0, ...rows.flatMap(({ bids, asks }) => [bids.quantity, asks.quantity]));
  return (
    <table className="figures">
      <caption className="spoken">Depth by distance from the mid</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            Within, bp
          </th>
          <th scope="col" className="number">{`Bid, ${underlying}`}</th>
          <th scope="col" className="number">
            {reporting}
          </th>
          <th scope="col" className="number">{`Asked, ${underlying}`}</th>
          <th scope="col" className="number">
            {reporting}
          </th>
          <th scope="col" className="number">
            Imbalance
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.basisPoints}>
            <th scope="row" className="number">
              {row.basisPoints}
            </th>
            <Size of={row.bids} most={most} />
            <Size of={row.asks} most={most} />
            <td className="number">
              {row.imbalance === null ? <Inapplicable /> : correlationText(row.imbalance)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How much is offered how far from the middle: as a chart, or as a table. */
export function DepthPart({
  market: { ladder, underlying, reporting },
  asTable,
}: {
  readonly market: MarketView;
  readonly asTable: boolean;
}): ReactElement {
  const { bids, asks, depth } = ladder;
  const places = useMemo(() => depthPlaces(bids, asks), [bids, asks]);
  return (
    <section aria-labelledby="depth-title">
      <h3 id="depth-title">Depth</h3>
      {places.length === 0 ? (
        <p className="nothing">No order book is whole: nothing is known of depth.</p>
      ) : asTable ? (
        <DepthTable places={places} underlying={underlying} reporting={reporting} />
      ) : (
        <DepthChart places={places} underlying={underlying} />
      )}
      {depth.length > 0 && (
        <>
          <Within rows={depth} underlying={underlying} reporting={reporting} />
          <p className="notes quiet">
            Imbalance from −1, only asks, to +1, only bids. <Mark name="incomplete" /> ≥: what a
            venue sends of its book ends within the distance; there may be more.
          </p>
        </>
      )}
    </section>
  );
}
