import { useState } from 'react';
import type { ReactElement } from 'react';
import type {
  AccountForecast,
  AssetVolatility,
  ForecastReport,
  TrackRecord,
  VolatilityModel,
} from '../../../engine/contract/forecast.ts';
import { decimal, percent } from '../../format/figures.ts';
import { accountWords, counted } from '../../format/words.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useSnapshot } from '../../state/use-desk.ts';
import { WhenAsked } from './when-asked.tsx';

/** Positions of an account beyond which forecasts are worked out only when asked for. */
const LARGE = 200;

const modelWords: Readonly<Record<VolatilityModel, string>> = {
  ewma: 'EWMA',
  garch: 'GARCH',
  gjr: 'GJR-GARCH',
  har: 'HAR',
};

const models = ['ewma', 'garch', 'gjr', 'har'] as const;

/** Of one asset: every model, tomorrow and a week, its loss on past days; the best is said. */
function VolatilityRows({ of }: { readonly of: AssetVolatility }): ReactElement {
  const { asset, forecasts, failed, best, pValue, days } = of;
  const against = pValue === null ? '' : `, p ${decimal(pValue, 2)} against EWMA`;
  return (
    <>
      {models.map((model, i) => {
        const found = forecasts.find((one) => one.model === model);
        return (
          <tr key={model}>
            <th scope="row">{i === 0 ? asset : <span className="spoken">{asset}</span>}</th>
            <td>{modelWords[model]}</td>
            {found === undefined ? (
              <td colSpan={5} className="wrap quiet">
                {failed.find((one) => one.model === model)?.message}
              </td>
            ) : (
              <>
                <td className="number">{percent(found.day, 2)}</td>
                <td className="number">{percent(found.week, 2)}</td>
                <td className="number">{decimal(found.dayLoss, 3)}</td>
                <td className="number">{decimal(found.weekLoss, 3)}</td>
                <td>{model === best ? `best of ${days} days${against}` : ''}</td>
              </>
            )}
          </tr>
        );
      })}
    </>
  );
}

function Volatilities({ volatilities }: Pick<ForecastReport, 'volatilities'>): ReactElement {
  return (
    <table className="figures">
      <caption>
        Volatility of the log return; the loss of past forecasts (QLIKE) is the smaller the better
      </caption>
      <thead>
        <tr>
          <th scope="col">Underlying</th>
          <th scope="col">Model</th>
          <th scope="col" className="number">
            Next day
          </th>
          <th scope="col" className="number">
            Next 7 days
          </th>
          <th scope="col" className="number">
            Loss, 1 d
          </th>
          <th scope="col" className="number">
            Loss, 7 d
          </th>
          <th scope="col">Record</th>
        </tr>
      </thead>
      <tbody>
        {volatilities.map((one) => (
          <VolatilityRows key={one.asset} of={one} />
        ))}
      </tbody>
    </table>
  );
}

const ratioWords = (ratio: number | null | undefined): string =>
  ratio === undefined ? '' : ratio === null ? '≥ 200 %' : percent(ratio);

function AccountRow({
  of: { ratio, chances },
  name,
}: {
  readonly of: AccountForecast;
  readonly name: string;
}): ReactElement {
  const at = (p: number): string =>
    ratio.ok ? ratioWords(ratio.value.quantiles.find((one) => one.p === p)?.ratio) : '';
  return (
    <tr>
      <th scope="row" className="wrap">
        {name}
      </th>
      {ratio.ok ? (
        <>
          <td className="number">{ratioWords(ratio.value.now)}</td>
          <td className="number quiet">{at(0.05)}</td>
          <td className="number">{at(0.5)}</td>
          <td className="number">{at(0.95)}</td>
        </>
      ) : (
        <td colSpan={4} className="wrap quiet">
          {ratio.failure.message}
        </td>
      )}
      {chances.ok ? (
        chances.value.map(({ horizon, probability }) => (
          <td key={horizon} className="number">
            {percent(probability, probability > 0 && probability < 0.001 ? 2 : 1)}
          </td>
        ))
      ) : (
        <td colSpan={3} className="wrap quiet">
          {chances.failure.message}
        </td>
      )}
    </tr>
  );
}

type Named = { readonly name: string; readonly record: TrackRecord };

function RecordRows({ name, record: { ratio, calls } }: Named): ReactElement {
  return (
    <>
      {ratio !== null && (
        <tr>
          <th scope="row" className="wrap">
            {name}
          </th>
          <td>Ratio, 1 d</td>
          <td className="number">{ratio.count}</td>
          <td className="number">{`CRPS ${decimal(ratio.crps, 4)}`}</td>
          <td className="wrap">
            {`${percent(ratio.within90)} came within the middle 90 %${ratio.plainCrps === null ? '' : `; unscaled history scores ${decimal(ratio.plainCrps, 4)}`}`}
          </td>
        </tr>
      )}
      {calls.map(({ horizon, count, happened, forecast, brier, reliability }) => (
        <tr key={horizon}>
          <th scope="row">
            <span className="spoken">{name}</span>
          </th>
          <td>{`Call, ${horizon}`}</td>
          <td className="number">{count}</td>
          <td className="number">{`Brier ${decimal(brier, 4)}`}</td>
          <td className="wrap">
            {`forecast ${percent(forecast)}, happened ${percent(happened / count)}`}
            {reliability.length > 1 && (
              <div className="quiet">
                {reliability
                  .map(
                    (one) => `${percent(one.forecast)} → ${percent(one.happened)} of ${one.count}`,
                  )
                  .join('; ')}
              </div>
            )}
          </td>
        </tr>
      ))}
    </>
  );
}

function Records({
  title,
  records,
}: {
  readonly title: string;
  readonly records: readonly Named[];
}): ReactElement {
  return (
    <table className="figures">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Forecast</th>
          <th scope="col" className="number">
            Number
          </th>
          <th scope="col" className="number">
            Score
          </th>
          <th scope="col">What came; under it by range: forecast → happened</th>
        </tr>
      </thead>
      <tbody>
        {records.map((one) => (
          <RecordRows key={one.name} {...one} />
        ))}
      </tbody>
    </table>
  );
}

function Report({ report }: { readonly report: ForecastReport }): ReactElement {
  const { accounts: margins } = useSnapshot();
  const nameOf = ({ account, name }: AccountForecast): string => {
    const found = margins.find((one) => one.account === account);
    return found === undefined ? name : accountWords(found);
  };
  const { volatilities, accounts, recorded, waiting, notes } = report;
  return (
    <Scroller label="Forecasts and their record">
      <table className="figures">
        <caption>
          Margin ratio after a day, by the account’s own model on past days at today’s volatility,
          and the chance of a call
        </caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className="number">
              Now
            </th>
            <th scope="col" className="number">
              5 %
            </th>
            <th scope="col" className="number">
              Median
            </th>
            <th scope="col" className="number">
              95 %
            </th>
            <th scope="col" className="number">
              Call in 1 h
            </th>
            <th scope="col" className="number">
              24 h
            </th>
            <th scope="col" className="number">
              7 d
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => (
            <AccountRow key={one.account} of={one} name={nameOf(one)} />
          ))}
        </tbody>
      </table>
      <Volatilities volatilities={volatilities} />
      <Records
        title={
          recorded === null
            ? `Recorded when made: none has been scored yet, ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for prices`
            : `Recorded when made and scored since; ${counted(waiting, 'week')} not ended`
        }
        records={recorded === null ? [] : [{ name: 'All accounts', record: recorded }]}
      />
      <Records
        title="As if forecast of today’s account on past days: nobody recorded these"
        records={accounts.flatMap((one) =>
          one.pseudo.ok ? [{ name: nameOf(one), record: one.pseudo.value }] : [],
        )}
      />
      <ul className="notes quiet">
        {[
          ...notes,
          ...accounts.flatMap((one) =>
            one.pseudo.ok ? [] : [`${nameOf(one)}, no record: ${one.pseudo.failure.message}`],
          ),
        ].map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Scroller>
  );
}

/** What is forecast as of now, and how such forecasts did. */
export function ForecastPane(): ReactElement {
  const desk = useDesk();
  const { asOf, accounts } = useSnapshot();
  const [wanted, setWanted] = useState(false);
  const most = Math.max(0, ...accounts.map(({ positions }) => positions));
  const reason =
    most > LARGE && !wanted
      ? `An account of ${most} positions is revalued many times for this.`
      : null;
  const answered = useAnswer(() => desk.ask('forecast'), reason === null ? `${asOf}` : null);
  return (
    <section
      className="pane by-method forecasts"
      aria-labelledby="forecast-title"
      aria-busy={reason === null && answered.is === 'waiting'}
    >
      <header className="tools">
        <h2 id="forecast-title">Forecast</h2>
      </header>
      <WhenAsked answered={answered} reason={reason} onAsk={() => setWanted(true)} />
      {answered.is === 'there' && <Report report={answered.value} />}
    </section>
  );
}
