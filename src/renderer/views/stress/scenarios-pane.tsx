import { useState } from 'react';
import type { ReactElement } from 'react';
import type { StressedAccount, StressResult } from '../../../engine/contract/stress.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import { percent, shiftText } from '../../format/figures.ts';
import { accountWords } from '../../format/words.ts';
import { Figure, Lacking, OutcomeFigure } from '../../parts/figure.tsx';
import { LevelTag } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';

function State({ state }: { readonly state: StressedAccount['state'] }): ReactElement {
  if (state === 'lost') return <strong>lost</strong>;
  if (state === 'unknown') return <span className="unknown">unknown</span>;
  return state === 'ok' ? <span className="quiet">ok</span> : <LevelTag level={state} />;
}

const gravity = ['liquidation', 'lost', 'call', 'watch', 'unknown', 'ok'] as const;

function Struck({ accounts }: StressResult): ReactElement {
  const counts = gravity
    .filter((state) => state !== 'ok')
    .map((state) => ({ state, count: accounts.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0);
  return counts.length === 0 ? (
    <span className="quiet">none</span>
  ) : (
    <>
      {counts.map(({ state, count }) => (
        <span key={state} className="struck">
          {count} <State state={state} />
        </span>
      ))}
    </>
  );
}

function Ratio({
  title,
  ratio,
}: {
  readonly title: string;
  readonly ratio: Outcome<number>;
}): ReactElement {
  if (!ratio.ok && ratio.failure.reason === 'limit-exceeded') return <>none left</>;
  return (
    <OutcomeFigure title={title} outcome={ratio}>
      {(value) => percent(value)}
    </OutcomeFigure>
  );
}

function Accounts({ accounts }: StressResult): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Margin account</th>
          <th scope="col" className="number">
            Change of equity
          </th>
          <th scope="col" className="number">
            Ratio
          </th>
          <th scope="col" className="number">
            Ratio then
          </th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((one) => (
          <tr key={one.account}>
            <th scope="row" className="wrap">
              {accountWords(one)}
            </th>
            <td className="number">
              <OutcomeFigure title="Change of equity" outcome={one.change}>
                {(value) => <Figure value={value} tone="signed" />}
              </OutcomeFigure>
            </td>
            <td className="number">
              <Ratio title="Margin ratio" ratio={one.ratioBefore} />
            </td>
            <td className="number">
              <Ratio title="Margin ratio then" ratio={one.ratioAfter} />
            </td>
            <td>
              <State state={one.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Moves({ moves, volatility }: StressResult): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">What moves</th>
          <th scope="col" className="number">
            By
          </th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {moves.map(({ asset, move, origin, note }) => (
          <tr key={asset}>
            <th scope="row">{asset}</th>
            <td className="number">{shiftText(move)}</td>
            <td className="quiet wrap">{note === '' ? origin : `${origin}: ${note}`}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Volatilities</th>
          <td className="number">{shiftText(volatility - 1)}</td>
          <td className="quiet">stated</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Every scenario in a row; the chosen one account by account. */
export function ScenariosPane({
  scenarios,
}: {
  readonly scenarios: readonly StressResult[];
}): ReactElement {
  const [id, setId] = useState(scenarios[0]?.id ?? '');
  const chosen = scenarios.find((one) => one.id === id) ?? scenarios[0];
  return (
    <div className="scenarios">
      <Scroller label="Stress scenarios">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Scenario</th>
              <th scope="col">Kind</th>
              <th scope="col" className="number">
                Change of equity
              </th>
              <th scope="col">Accounts struck</th>
            </tr>
          </thead>
          <tbody>
            {scenarios.map((one) => (
              <tr key={one.id} aria-selected={one === chosen}>
                <th scope="row" className="wrap">
                  <button
                    type="button"
                    className="asked"
                    aria-pressed={one === chosen}
                    onClick={() => setId(one.id)}
                  >
                    {one.name}
                  </button>
                </th>
                <td className="quiet">{one.kind}</td>
                <td className="number">
                  <Lacking title={one.name} failures={one.change.lacking} />{' '}
                  <Figure value={one.change.amount} tone="signed" />
                </td>
                <td>
                  <Struck {...one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {chosen !== undefined && (
        <Scroller label={`Scenario ${chosen.name}`}>
          <section className="pane" aria-labelledby="scenario-title">
            <h2 id="scenario-title">{chosen.name}</h2>
            <Accounts {...chosen} />
            <Moves {...chosen} />
            <ul className="notes quiet">
              {[
                chosen.source,
                chosen.note,
                'Every account is revalued in full by its own model; nobody acts in between, and basis and funding stay.',
              ]
                .filter((one) => one !== '')
                .map((one) => (
                  <li key={one}>{one}</li>
                ))}
            </ul>
          </section>
        </Scroller>
      )}
    </div>
  );
}
