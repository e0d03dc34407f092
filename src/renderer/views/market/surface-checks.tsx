import type { ReactElement } from 'react';
import type { SurfaceView } from '../../../engine/contract/surface.ts';
import { decimal, percent, priceText } from '../../format/figures.ts';
import { dayText } from '../../format/times.ts';
import { counted } from '../../format/words.ts';
import { Inapplicable, OutcomeFigure } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';

const stretch = (from: number, to: number, beyondQuotes: boolean): string =>
  `from ln K/F ${decimal(from, 2)} to ${decimal(to, 2)}${beyondQuotes ? ', beyond the quotes' : ''}`;

/** Where the fitted surface would pay somebody for nothing, and whether the repair is whole. */
export function Violations({
  surface: { slices, calendar, repair },
}: {
  readonly surface: SurfaceView;
}): ReactElement {
  const butterflies = slices.flatMap(({ expiry, fit }) =>
    fit.ok ? fit.value.butterfly.violations.map((one) => ({ expiry, ...one })) : [],
  );
  return (
    <section aria-label="Arbitrage checks">
      <h3>Arbitrage checks</h3>
      {!slices.some(({ fit }) => fit.ok) ? (
        <p className="nothing">There is nothing to check: no smile could be fitted.</p>
      ) : (
        butterflies.length === 0 &&
        calendar.length === 0 &&
        repair === null && (
          <p className="nothing">
            Every check holds: no density is negative, no later variance lower.
          </p>
        )
      )}
      <ul className="said">
        {butterflies.map(({ expiry, from, to, at, size, beyondQuotes }) => (
          <li key={`${expiry}${from}`}>
            <Mark name="watch" />{' '}
            {`${dayText(expiry)}: negative density ${stretch(from, to, beyondQuotes)}; worst ${decimal(size, 3)} at ${decimal(at, 2)}`}
          </li>
        ))}
        {calendar.map(({ earlier, later, from, to, volatility, beyondQuotes }) => (
          <li key={`${earlier}${later}${from}`}>
            <Mark name="watch" />{' '}
            {`${dayText(later)} has less variance than ${dayText(earlier)} ${stretch(from, to, beyondQuotes)}; it lacks ${decimal(volatility * 100, 2)} points of volatility`}
          </li>
        ))}
        {repair !== null && (
          <li className={repair.butterflies + repair.calendar.length > 0 ? 'level-text' : 'quiet'}>
            {repair.butterflies + repair.calendar.length === 0
              ? 'A repaired surface without arbitrage is drawn dashed.'
              : `The repaired surface still breaks ${counted(repair.butterflies, 'smile')} and ${counted(repair.calendar.length, 'stretch', 'stretches')}.`}
          </li>
        )}
      </ul>
    </section>
  );
}

/** Marks of the venue that stand out from the fit, the farthest first. */
export function MarksAgainstFit({
  surface: { marks, marksCompared, priceUnit, quote, underlying },
}: {
  readonly surface: SurfaceView;
}): ReactElement {
  const unit = priceUnit === 'quote' ? quote : underlying;
  return (
    <section aria-label="Marks against the fit">
      <h3>
        Marks against the fit{' '}
        <span className="quiet">{`${marks.length} of ${marksCompared} stand out`}</span>
      </h3>
      {marks.length > 0 && (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Option</th>
              <th scope="col" className="number">{`Mark, ${unit}`}</th>
              <th scope="col" className="number">
                Fit
              </th>
              <th scope="col" className="number">
                Mark’s volatility
              </th>
              <th scope="col" className="number">
                Off, pt
              </th>
              <th scope="col" className="number">
                Deviations
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {marks.map(({ instrument, difference, why }) => (
              <tr key={instrument}>
                <th scope="row">{instrument}</th>
                <td className="number">{priceText(difference.mark)}</td>
                <td className="number">{priceText(difference.fitted)}</td>
                <td className="number">
                  <OutcomeFigure title="Volatility in the mark" outcome={difference.volatility}>
                    {(value) => percent(value)}
                  </OutcomeFigure>
                </td>
                <td className="number">
                  {difference.volatilityToFit === null ? (
                    <Inapplicable />
                  ) : (
                    decimal(difference.volatilityToFit * 100, 2)
                  )}
                </td>
                <td className="number">
                  {difference.z === null ? <Inapplicable /> : decimal(difference.z, 1)}
                </td>
                <td>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
