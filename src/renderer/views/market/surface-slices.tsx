import type { ReactElement } from 'react';
import type { ExpirySlice, SliceFit, SurfaceView } from '../../../engine/contract/surface.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { dayText } from '../../format/times.ts';
import { OutcomeFigure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';

const points = (volatility: number): string => decimal(volatility * 100, 2);

function Fitted({ fit }: { readonly fit: SliceFit }): ReactElement {
  const { numbers, quality, butterfly } = fit;
  return (
    <>
      <td className="number">
        <OutcomeFigure title="Volatility at the money" outcome={numbers.atTheMoney}>
          {(value) => percent(value)}
        </OutcomeFigure>
      </td>
      <td className="number">
        <OutcomeFigure title="25 delta risk reversal" outcome={numbers.riskReversal25}>
          {points}
        </OutcomeFigure>
      </td>
      <td className="number">
        <OutcomeFigure title="25 delta butterfly" outcome={numbers.butterfly25}>
          {points}
        </OutcomeFigure>
      </td>
      <td className="number">{`${quality.inside} of ${quality.points}`}</td>
      <td className="number">{points(quality.weightedRms)}</td>
      <td className="number">
        <span title={`at strike ${priceText(quality.worst.strike)}`}>
          {points(quality.worst.residual)}
        </span>
      </td>
      <td>
        {butterfly.free ? (
          <span className="quiet">yes</span>
        ) : (
          <span className="level watch">
            <Mark name="watch" />
            no
          </span>
        )}
      </td>
    </>
  );
}

function leftOutText({ leftOut }: ExpirySlice): string {
  return leftOut.map(({ why, count }) => `${count} ${why}`).join(', ');
}

/** Every expiry with its forward, its fit and how well it meets the quotes; one of them is chosen. */
export function SurfaceSlices({
  surface,
  chosen,
  onChoose,
}: {
  readonly surface: SurfaceView;
  readonly chosen: ExpirySlice | undefined;
  readonly onChoose: (slice: ExpirySlice) => void;
}): ReactElement {
  return (
    <table className="figures">
      <caption className="spoken">Expiries</caption>
      <thead>
        <tr>
          <th scope="col">Expiry</th>
          <th scope="col" className="number">{`Forward, ${surface.quote}`}</th>
          <th scope="col" className="number">
            At the money
          </th>
          <th scope="col" className="number">
            25Δ reversal, pt
          </th>
          <th scope="col" className="number">
            25Δ butterfly, pt
          </th>
          <th scope="col" className="number">
            Inside bid-ask
          </th>
          <th scope="col" className="number">
            Fit off, RMS pt
          </th>
          <th scope="col" className="number">
            Farthest, pt
          </th>
          <th scope="col">Free of arbitrage</th>
          <th scope="col">Options not fitted</th>
        </tr>
      </thead>
      <tbody>
        {surface.slices.map((slice) => (
          <tr key={slice.expiry} className={slice === chosen ? 'chosen' : undefined}>
            <th scope="row">
              <button
                type="button"
                className="asked"
                aria-pressed={slice === chosen}
                onClick={() => onChoose(slice)}
              >
                {dayText(slice.expiry)}
              </button>
            </th>
            <td className="number">
              <OutcomeFigure title="Forward" outcome={slice.forward}>
                {({ value, source }) => (
                  <span
                    title={source === 'parity' ? 'from put-call parity' : 'as the venue states it'}
                  >
                    {priceText(value)}
                  </span>
                )}
              </OutcomeFigure>
            </td>
            {slice.fit.ok ? (
              <Fitted fit={slice.fit.value} />
            ) : (
              <td colSpan={7} className="wrap">
                <span className="unknown">no fit</span>{' '}
                <span className="quiet">{slice.fit.failure.message}</span>
              </td>
            )}
            <td className="wrap">
              {slice.leftOut.length === 0 ? (
                <span className="quiet">none left out</span>
              ) : (
                leftOutText(slice)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
