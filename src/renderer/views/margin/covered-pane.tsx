import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type {
  Cover,
  CoveredShare,
  MarginBacktest,
  Swings,
} from '../../../engine/contract/margin-backtest.ts';
import type { AccountMargin } from '../../../engine/contract/snapshot.ts';
import { TimeLine } from '../../charts/time-line.tsx';
import type { TimeSeries } from '../../charts/time-line.tsx';
import { decimal, percent, wholeMoney } from '../../format/figures.ts';
import { counted } from '../../format/words.ts';
import { Figure } from '../../parts/figure.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { useDesk } from '../../state/use-desk.ts';
import { AccountPane } from './account-pane.tsx';

const coverWords: Readonly<Record<Cover, string>> = {
  initial: 'Initial margin',
  maintenance: 'Maintenance margin',
  'house need': 'House need',
};

const swingWords: Readonly<Record<Swings['of'], string>> = {
  initial: 'Initial margin',
  'initial per notional': 'Initial margin ÷ notional',
  'house need': 'House need',
};

/** Losses stand downwards, and so do the requirements; days beyond the initial margin are marked. */
const seriesOf = ({ days, pnl, initial, maintenance }: MarginBacktest): TimeSeries => ({
  times: days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000),
  values: [...pnl],
  limits: [],
  lines: [
    { values: Array.from(initial, (x) => -x), dash: [] },
    { values: Array.from(maintenance, (x) => -x), dash: [4, 3] },
  ],
  marked: new Set([...pnl.keys()].filter((t) => -pnl[t]! > initial[t]!)),
});

function Line({ of }: { readonly of: MarginBacktest }): ReactElement {
  const series = useMemo(() => seriesOf(of), [of]);
  const [cursor, setCursor] = useState<number | null>(null);
  const { days, pnl, initial, maintenance } = of;
  const summary = `Next day’s P&L of today’s positions and their margin at each day’s prices (solid initial, dashed maintenance), ${days[0]} to ${days.at(-1)}: ${counted(series.marked.size, 'loss', 'losses')} beyond the initial margin.`;
  const reading =
    cursor === null
      ? summary
      : `${days[cursor]}: initial ${wholeMoney(initial[cursor] ?? 0)}, maintenance ${wholeMoney(maintenance[cursor] ?? 0)}; the next day brought ${wholeMoney(pnl[cursor] ?? 0)}${series.marked.has(cursor) ? ', beyond the initial margin' : ''}.`;
  return (
    <TimeLine
      series={series}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      reading={reading}
      onEnter={setCursor}
    />
  );
}

/** Days beyond this many are not read on a screen. */
const most = 400;

/** The table twin of the line: the losses that were covered least come first. */
function Days({
  of: { days, pnl, initial, maintenance },
}: {
  readonly of: MarginBacktest;
}): ReactElement {
  const left = (t: number): number => initial[t]! + pnl[t]!;
  const order = [...pnl.keys()].toSorted((a, b) => left(a) - left(b)).slice(0, most);
  return (
    <Scroller label="Margin and next day’s P&amp;L, least covered first">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              Next day’s P&amp;L
            </th>
            <th scope="col" className="number">
              Initial
            </th>
            <th scope="col" className="number">
              Maintenance
            </th>
            <th scope="col">Initial covers</th>
          </tr>
        </thead>
        <tbody>
          {order.map((t) => (
            <tr key={days[t]}>
              <th scope="row">{days[t]}</th>
              <td className="number">
                <Figure value={pnl[t] ?? 0} tone="signed" />
              </td>
              <td className="number">{wholeMoney(initial[t] ?? 0)}</td>
              <td className="number">{wholeMoney(maintenance[t] ?? 0)}</td>
              <td>{left(t) < 0 ? 'no' : 'yes'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Shares({ shares }: { readonly shares: readonly CoveredShare[] }): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col" className="number">
            Loss over
          </th>
          <th scope="col" className="number">
            Covered
          </th>
          <th scope="col" className="number">
            95 % interval
          </th>
          <th scope="col">Worst day</th>
          <th scope="col" className="number">
            Short by
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ cover, horizon, windows, covered, share, low, high, worst }) => (
          <tr key={`${cover} ${horizon}`}>
            <th scope="row">{coverWords[cover]}</th>
            <td className="number">{`${horizon} d`}</td>
            <td className="number">
              {percent(share)}
              <div className="quiet">{`${covered} of ${windows}`}</div>
            </td>
            <td className="number quiet">{`${percent(low)} to ${percent(high)}`}</td>
            <td>{worst === null ? 'all covered' : worst.day}</td>
            <td className="number">
              {worst === null ? '' : wholeMoney(worst.loss - worst.required)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SwingTable({ swings }: { readonly swings: readonly Swings[] }): ReactElement {
  const overs = [1, 5, 20];
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Swings</th>
          <th scope="col" className="number">
            Peak ÷ trough
          </th>
          {overs.map((over) => (
            <th key={over} scope="col" className="number">{`Largest rise, ${over} d`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {swings.map(({ of, swings: found }) => (
          <tr key={of}>
            <th scope="row">{swingWords[of]}</th>
            {found.ok ? (
              <>
                <td className="number">{`× ${decimal(found.value.peakToTrough, 2)}`}</td>
                {overs.map((over) => {
                  const rise = found.value.rises.find((one) => one.over === over);
                  return (
                    <td key={over} className="number">
                      {rise === undefined ? 'unknown' : `× ${decimal(rise.ratio, 2)}`}
                    </td>
                  );
                })}
              </>
            ) : (
              <td colSpan={1 + overs.length} className="wrap quiet">
                {found.failure.message}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether the venue's requirement would have covered what the positions lost, and how much it swings. */
export function CoveredPane({ account }: { readonly account: AccountMargin }): ReactElement {
  const desk = useDesk();
  const [asTable, setAsTable] = useState(false);
  return (
    <AccountPane
      account={account}
      id="covered-title"
      title="Would it have covered"
      about="the venue’s margin at past prices against what the next days brought"
      className="would-cover"
      tools={
        <button
          type="button"
          className="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </button>
      }
      ask={() => desk.ask('marginBacktest', account.account)}
    >
      {(found) =>
        found.ok ? (
          <div className="covered">
            <div>
              <Shares shares={found.value.shares} />
              <SwingTable swings={found.value.swings} />
            </div>
            <div className="picture">
              {asTable ? <Days of={found.value} /> : <Line of={found.value} />}
            </div>
            <ul className="notes quiet">
              {found.value.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        ) : (
          <p className="nothing">{found.failure.message}</p>
        )
      }
    </AccountPane>
  );
}
