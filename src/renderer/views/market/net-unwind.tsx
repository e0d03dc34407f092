import type { ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import type { TradeCost } from '../../../engine/orderbook/trade-cost.ts';
import { priceText, wholeMoney } from '../../format/figures.ts';
import { Figure, Inapplicable } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import { basisPoints, sizeText } from './size-text.ts';

/** Cost, distance from the mid, worst price and size of a trade against visible books. */
export function CostCells({ cost }: { readonly cost: TradeCost }): ReactElement {
  const { slippage, worstPrice, filled, unfilled } = cost;
  return (
    <>
      <td className="number">{filled === 0 ? <Inapplicable /> : <Figure value={cost.cost} />}</td>
      <td className="number">{slippage === null ? <Inapplicable /> : basisPoints(slippage)}</td>
      <td className="number">{worstPrice === null ? <Inapplicable /> : priceText(worstPrice)}</td>
      <td className="number">{sizeText(filled)}</td>
      <td className="number">
        {unfilled.quantity === 0 ? (
          <span className="zero">0</span>
        ) : (
          <span className="incomplete">
            <Mark name="incomplete" /> {sizeText(unfilled.quantity)}
          </span>
        )}
      </td>
      <td className="number">
        <Figure value={unfilled.notional} />
      </td>
    </>
  );
}

/** What unwinding the net exposure would cost now: over all venues, and at each alone. */
export function NetUnwind({
  market: { ladder, underlying, reporting },
}: {
  readonly market: MarketView;
}): ReactElement {
  const { unwind, netDelta } = ladder;
  return (
    <section aria-labelledby="unwind-title">
      <h3 id="unwind-title">
        {netDelta === null || netDelta === 0
          ? `Closing the net exposure to ${underlying}`
          : `${netDelta > 0 ? 'Selling' : 'Buying'} the net exposure of ${wholeMoney(Math.abs(netDelta))} ${reporting}`}
      </h3>
      {unwind.ok ? (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col" className="number">{`Cost, ${reporting}`}</th>
              <th scope="col" className="number">
                Off mid, bp
              </th>
              <th scope="col" className="number">
                Worst price
              </th>
              <th scope="col" className="number">{`Filled, ${underlying}`}</th>
              <th scope="col" className="number">
                Beyond the books
              </th>
              <th scope="col" className="number">
                {reporting}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">All venues, cheapest first</th>
              <CostCells cost={unwind.value.best} />
            </tr>
            {unwind.value.alone.map(({ venue, cost }) => (
              <tr key={venue}>
                <th scope="row">{`${venue} alone`}</th>
                <CostCells cost={cost} />
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="nothing">{unwind.failure.message}</p>
      )}
      <p className="notes quiet">
        Against the mid, without fees. What lies beyond the visible books is not priced and is in no
        cost; its value is at the mid.
      </p>
    </section>
  );
}
