import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { LadderRow, MarketView } from '../../../engine/contract/market.ts';
import type { TradeCost } from '../../../engine/orderbook/trade-cost.ts';
import { Chart } from '../../charts/chart.tsx';
import { drawDepth } from '../../charts/depth.ts';
import { decimal, percent, priceText, quantityText } from '../../format/figures.ts';
import { Age } from '../../parts/age.tsx';
import { Figure, OutcomeFigure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';

/** Levels a side that are listed. */
const LISTED = 15;

const size = (x: number): string => decimal(x, 0, x >= 100 ? 1 : 4);

function Levels({
  rows,
  side,
}: {
  readonly rows: readonly LadderRow[];
  readonly side: 'Bids' | 'Asks';
}): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col" className="number">
            {side === 'Bids' ? 'Bid' : 'Ask'}
          </th>
          <th scope="col" className="number">
            Size
          </th>
          <th scope="col" className="number">
            All so far
          </th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, LISTED).map(({ price, quantity, cumulative, shares }) => (
          <tr key={price}>
            <td className="number">{priceText(price)}</td>
            <td className="number">{size(quantity)}</td>
            <td className="number">{size(cumulative)}</td>
            <td className="quiet">
              {shares.map((one) => `${one.venue} ${size(one.quantity)}`).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cost({ name, cost }: { readonly name: string; readonly cost: TradeCost }): ReactElement {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">
        <Figure value={cost.cost} />
      </td>
      <td className="number">{cost.slippage === null ? '' : decimal(cost.slippage * 10_000, 1)}</td>
      <td className="number">{cost.worstPrice === null ? '' : priceText(cost.worstPrice)}</td>
      <td className="number">{quantityText(Number(cost.filled.toPrecision(6)))}</td>
      <td className="number">
        {cost.unfilled.quantity === 0 ? (
          <span className="zero">0</span>
        ) : (
          quantityText(Number(cost.unfilled.quantity.toPrecision(6)))
        )}
      </td>
    </tr>
  );
}

function Unwind({ market }: { readonly market: MarketView }): ReactElement {
  const { unwind, netDelta } = market.ladder;
  return (
    <section className="pane" aria-labelledby="unwind-title">
      <h2 id="unwind-title">
        Closing the net exposure now{' '}
        <span className="quiet">
          {netDelta === null ? '' : `net delta ${decimal(netDelta, 0)}`}
        </span>
      </h2>
      {unwind.ok ? (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col" className="number">
                Cost
              </th>
              <th scope="col" className="number">
                Off mid, bp
              </th>
              <th scope="col" className="number">
                Worst price
              </th>
              <th scope="col" className="number">
                Filled
              </th>
              <th scope="col" className="number">
                Beyond the books
              </th>
            </tr>
          </thead>
          <tbody>
            <Cost name="All venues, cheapest first" cost={unwind.value.best} />
            {unwind.value.alone.map(({ venue, cost }) => (
              <Cost key={venue} name={`${venue} alone`} cost={cost} />
            ))}
          </tbody>
        </table>
      ) : (
        <p className="nothing">{unwind.failure.message}</p>
      )}
      <p className="notes quiet">
        Against the mid, fees left out. What lies beyond the visible books is not priced.
      </p>
    </section>
  );
}

function Depth({ market }: { readonly market: MarketView }): ReactElement {
  const { bids, asks, depth } = market.ladder;
  const draw = useMemo<Parameters<typeof Chart>[0]['draw']>(
    () => (context, box, theme) =>
      drawDepth(context, { bids, asks, priceText, sizeText: size }, box, theme),
    [bids, asks],
  );
  return (
    <section className="pane" aria-labelledby="depth-title">
      <h2 id="depth-title">Depth</h2>
      <div className="depth-chart">
        <Chart
          draw={draw}
          summary={`Cumulative size by price: ${bids.length} levels bid, drawn whole, ${asks.length} asked, drawn dashed. The table beside it has the figures.`}
        />
      </div>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col" className="number">
              Within, bp
            </th>
            <th scope="col" className="number">
              Bid
            </th>
            <th scope="col" className="number">
              Asked
            </th>
            <th scope="col" className="number">
              Imbalance
            </th>
          </tr>
        </thead>
        <tbody>
          {depth.map((row) => (
            <tr key={row.basisPoints}>
              <th scope="row" className="number">
                {row.basisPoints}
              </th>
              <td className="number">{size(row.bids.quantity)}</td>
              <td className="number">{size(row.asks.quantity)}</td>
              <td className="number">
                {row.imbalance === null ? (
                  <span className="inapplicable">n/a</span>
                ) : (
                  percent(row.imbalance, 0)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sources({
  market,
  now,
}: {
  readonly market: MarketView;
  readonly now: number;
}): ReactElement {
  const { sources, leftOut, crossing } = market.ladder.ladder;
  return (
    <section className="pane" aria-labelledby="sources-title">
      <h2 id="sources-title">Books in it</h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Book</th>
            <th scope="col" className="number">
              Bid
            </th>
            <th scope="col" className="number">
              Ask
            </th>
            <th scope="col" className="number">
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ instrument, bestBid, bestAsk, at, late, behind }) => (
            <tr key={instrument}>
              <th scope="row">{instrument}</th>
              <td className="number">{bestBid === null ? 'none' : priceText(bestBid.price)}</td>
              <td className="number">{bestAsk === null ? 'none' : priceText(bestAsk.price)}</td>
              <td className="number">
                <Age at={at} now={now} />
                {late && ` (${behind} ms behind)`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="notes quiet">
        {crossing !== null && (
          <li>Somebody bids what somebody else asks: the ladder is crossed, and left as it is.</li>
        )}
        {leftOut.map(({ message }) => (
          <li key={message}>{`Left out: ${message}`}</li>
        ))}
      </ul>
    </section>
  );
}

/** The books of all venues as one, with what they say of size and of closing out. */
export function BookPane({
  market,
  now,
}: {
  readonly market: MarketView;
  readonly now: number;
}): ReactElement {
  const { bids, asks, top } = market.ladder;
  return (
    <div className="book">
      <Scroller label="Order book">
        <section className="pane" aria-labelledby="book-title">
          <h2 id="book-title">
            Order book{' '}
            <OutcomeFigure title="Top of the book" outcome={top}>
              {({ mid, relativeSpread, microprice }) => (
                <span className="quiet">
                  {`mid ${priceText(mid)}, spread ${decimal(relativeSpread * 10_000, 2)} bp, microprice ${priceText(microprice)}`}
                </span>
              )}
            </OutcomeFigure>
          </h2>
          <div className="sides">
            <Levels rows={bids} side="Bids" />
            <Levels rows={asks} side="Asks" />
          </div>
        </section>
        <Sources market={market} now={now} />
      </Scroller>
      <Scroller label="Depth and closing out">
        <Depth market={market} />
        <Unwind market={market} />
      </Scroller>
    </div>
  );
}
