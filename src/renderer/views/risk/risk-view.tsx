import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Risk } from '../../../engine/contract/snapshot.ts';
import { accountWords, reasonWords } from '../../format/words.ts';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { BacktestPane } from './backtest-pane.tsx';
import { Contributions } from './contributions.tsx';
import { DayChart } from './day-chart.tsx';
import { ForecastPane } from './forecast-pane.tsx';
import { LossChart } from './loss-chart.tsx';
import { LossTable } from './loss-table.tsx';
import { Measures } from './measures.tsx';
import { MethodsPane } from './methods-pane.tsx';
import { Scroller } from '../../parts/scroller.tsx';

/** What the netted book could lose in a day. `focus` names one scenario day. */
export function RiskView({ focus }: { readonly focus: string }): ReactElement {
  const { risk } = useSnapshot();
  return risk.ok ? (
    <KnownRisk risk={risk.value} focus={focus} />
  ) : (
    <div className="centred">
      <h1>No risk measure</h1>
      <p>{`${reasonWords[risk.failure.reason]}: ${risk.failure.message}`}</p>
      <p className="quiet">
        Import price histories of what the book holds; the measures need joint daily returns.
      </p>
    </div>
  );
}

/** What stands beside the contributions: the loss distribution, or one of the others. */
type Shown = 'loss' | 'method' | 'backtest' | 'forecast';

const others = [
  ['method', 'By method'],
  ['backtest', 'Back-test'],
  ['forecast', 'Forecast'],
] as const;

function KnownRisk({ risk, focus }: { readonly risk: Risk; readonly focus: string }): ReactElement {
  const { reporting, accounts } = useSnapshot();
  const accountName = (id: string): string => {
    const found = accounts.find(({ account }) => account === id);
    return found === undefined ? id : accountWords(found);
  };
  const { go } = useFrame();
  const held = (label: string): void => go('exposures', label);
  const [asTable, setAsTable] = useState(false);
  const [shown, setShown] = useState<Shown>('loss');
  return (
    <div className="view">
      <header>
        <h1>Risk</h1>
        <span className="quiet">{`${risk.method}, ${reporting}`}</span>
        <span className="space" />
        {others.map(([name, title]) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={shown === name}
            onClick={() => setShown(shown === name ? 'loss' : name)}
          >
            {title}
          </button>
        ))}
        {(shown === 'loss' || shown === 'backtest') && (
          <button
            type="button"
            className="button"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            Show as table
          </button>
        )}
      </header>
      <div className="risk">
        <div className="chart-side">
          {shown === 'loss' && <Measures risk={risk} />}
          {shown === 'method' ? (
            <MethodsPane />
          ) : shown === 'backtest' ? (
            <BacktestPane asTable={asTable} />
          ) : shown === 'forecast' ? (
            <ForecastPane />
          ) : asTable ? (
            <LossTable risk={risk} focus={focus} />
          ) : (
            <>
              <LossChart risk={risk} focus={focus} />
              <h2 className="chart-title">Day by day</h2>
              <DayChart key={focus} risk={risk} focus={focus} />
            </>
          )}
        </div>
        <Scroller label="Contributions and notes">
          <Contributions
            incremental
            title="Share of ES by underlying"
            rows={risk.byUnderlying}
            onOpen={held}
          />
          <Contributions
            incremental
            title="Share of ES by margin account"
            rows={risk.byAccount}
            name={accountName}
            onOpen={(account) => go('margin', account)}
          />
          <Contributions
            incremental
            title="Share of ES by venue"
            rows={risk.byVenue}
            onOpen={held}
          />
          <section className="pane">
            <h2>What this rests on</h2>
            {risk.notes.length === 0 && <p className="nothing">No remarks.</p>}
            <ul className="notes">
              {risk.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        </Scroller>
      </div>
    </div>
  );
}
