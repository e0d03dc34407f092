import type { ReactElement } from 'react';
import type {
  ReverseStress,
  StressReport,
  SystemicReport,
} from '../../../engine/contract/stress.ts';
import { decimal, percent, shiftText } from '../../format/figures.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';

const ends = { liquidation: 'Liquidated', exhaustion: 'Nothing left' } as const;

function Row({ name, until, found }: ReverseStress): ReactElement {
  return (
    <tr>
      <th scope="row" className="wrap">
        {name}
      </th>
      <td>{ends[until]}</td>
      {found.ok ? (
        <>
          <td className="number">{decimal(found.value.distance, 1)}</td>
          <td className="number">{`${found.value.days} of ${found.value.ofDays}`}</td>
          <td className="wrap">
            {found.value.moves.map(({ asset, move }) => `${asset} ${shiftText(move)}`).join(', ')}
            {found.value.still.length > 0 && (
              <span className="quiet">{`; without history: ${found.value.still.join(', ')}`}</span>
            )}
          </td>
        </>
      ) : (
        <td colSpan={3} className="quiet wrap">
          {found.failure.message}
        </td>
      )}
    </tr>
  );
}

function Together({ accounts, days, tail, absorption }: SystemicReport): ReactElement {
  const worst = percent(Number(tail), 0);
  return (
    <section className="pane" aria-labelledby="together-title">
      <h2 id="together-title">
        Losses that go together{' '}
        <span className="quiet">{`a ranking over ${days} days, no more`}</span>
      </h2>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Margin account</th>
            <th
              scope="col"
              className="number"
              title={`Mean loss of the account on the book’s worst ${worst} of days`}
            >
              {`On the book’s worst ${worst} of days`}
            </th>
            <th
              scope="col"
              className="number"
              title="By how much the book’s loss at the tail grows when the account is at its own"
            >
              ΔCoVaR of the book
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => (
            <tr key={one.account}>
              <th scope="row" className="wrap">
                {one.name}
              </th>
              <td className="number">
                <Figure value={one.onBadDays} />
              </td>
              <td className="number">
                <Figure value={one.deltaConditional} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="nothing">
        {absorption.ok
          ? `Absorption ratio ${percent(absorption.value.ratio)}: the share of all variance in the first fifth of the factors (${absorption.value.factors} of ${absorption.value.assets}). High is fragile. Losses are positive.`
          : absorption.failure.message}
      </p>
    </section>
  );
}

/** The most plausible move to each end, and which losses go together. */
export function ReversePane({ reverse, systemic }: StressReport): ReactElement {
  return (
    <Scroller label="Reverse stress">
      <section className="pane" aria-labelledby="reverse-title">
        <h2 id="reverse-title">
          The most plausible move to each end{' '}
          <span className="quiet">
            by Mahalanobis distance at today’s volatility and correlation
          </span>
        </h2>
        {reverse.ok ? (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Margin account</th>
                <th scope="col">End</th>
                <th scope="col" className="number">
                  Daily deviations
                </th>
                <th scope="col" className="number">
                  Days as far
                </th>
                <th scope="col">Moves</th>
              </tr>
            </thead>
            <tbody>
              {reverse.value.map((one) => (
                <Row key={`${one.account} ${one.until}`} {...one} />
              ))}
            </tbody>
          </table>
        ) : (
          <p className="nothing">{reverse.failure.message}</p>
        )}
      </section>
      {systemic.ok ? (
        <Together {...systemic.value} />
      ) : (
        <p className="nothing">{systemic.failure.message}</p>
      )}
    </Scroller>
  );
}
