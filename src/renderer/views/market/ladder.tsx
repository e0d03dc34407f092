import type { ReactElement } from 'react';
import type { LadderRow } from '../../../engine/contract/market.ts';
import { priceText } from '../../format/figures.ts';
import { ShareBar } from '../../parts/share-bar.tsx';
import { sizeText } from './size-text.ts';

type Props = {
  readonly side: 'bid' | 'ask';
  readonly rows: readonly LadderRow[];
  /** Venues in the order of their patterns. */
  readonly venues: readonly string[];
  readonly underlying: string;
  readonly reporting: string;
};

/** One side of the ladder, best first: what is offered at each price, up to it, and by whom. */
export function LadderSide({ side, rows, venues, underlying, reporting }: Props): ReactElement {
  const most = Math.max(0, ...rows.map(({ quantity }) => quantity));
  const all = rows.at(-1)?.cumulative ?? 0;
  return (
    <table className="figures ladder">
      <caption className="spoken">
        {side === 'bid' ? 'Bids, best first' : 'Asks, best first'}
      </caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            {`${side === 'bid' ? 'Bid' : 'Ask'}, ${reporting}`}
          </th>
          <th scope="col" className="number">
            {`Size, ${underlying}`}
          </th>
          <th scope="col" className="number">
            Up to here
          </th>
          <th scope="col">By whom</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ price, quantity, cumulative, shares }) => (
          <tr key={price}>
            <th scope="row" className="number">
              {priceText(price)}
            </th>
            <td className="number">{sizeText(quantity, all)}</td>
            <td className="number">{sizeText(cumulative, all)}</td>
            <td
              className={shares.length === 1 ? 'by-whom' : 'by-whom wrap'}
              title={shares.map((one) => `${one.instrument} ${sizeText(one.quantity)}`).join('\n')}
            >
              <ShareBar
                most={most}
                shares={shares.map(({ venue, quantity: size }) => ({
                  part: venues.indexOf(venue),
                  size,
                }))}
              />
              <span>
                {shares.length === 1
                  ? shares[0]?.venue
                  : shares.map((one) => `${one.venue} ${sizeText(one.quantity)}`).join(', ')}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
