import type { ReactElement } from 'react';
import type { ExposureRow } from '../../../engine/contract/snapshot.ts';
import { NettingBar } from '../../parts/bars.tsx';
import { Asked, Figure, Lacking } from '../../parts/figure.tsx';
import { Mark } from '../../parts/mark.tsx';
import type { Measure } from '../../state/exposure-explanation.ts';
import { measured, measureWords } from '../../state/exposure-explanation.ts';
import { useFrame, useSnapshot } from '../../state/use-desk.ts';
import { Scroller } from '../../parts/scroller.tsx';

const signedMeasures = ['delta', 'gamma', 'vega', 'pnl'] as const;

/** Per underlying: gross, and what netting leaves of it. */
export function NettingPane(): ReactElement {
  const { exposures, reporting, overview } = useSnapshot();
  const { go } = useFrame();
  const roots = exposures.filter(({ depth }) => depth === 0);
  const most = Math.max(...roots.map(({ gross }) => gross), 0);
  return (
    <section className="pane netting" aria-labelledby="netting-title">
      <header>
        <h2 id="netting-title">
          What nets <span className="quiet">by underlying, {reporting}</span>
        </h2>
        <button type="button" className="button plain" onClick={() => go('exposures')}>
          All exposures
        </button>
      </header>
      <Scroller label="Netting by underlying">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Underlying</th>
              <th scope="col" className="number" title={measureWords.gross.meaning}>
                Gross delta
              </th>
              <th scope="col">gross, and net of it</th>
              {signedMeasures.map((measure) => (
                <th
                  key={measure}
                  scope="col"
                  className="number"
                  title={measureWords[measure].meaning}
                >
                  {measureWords[measure].title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roots.map((row) => (
              <UnderlyingRow key={row.id} row={row} most={most} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <td className="number">
                <Cell row={null} measure="gross" value={overview.gross} />
              </td>
              <td aria-hidden="true" />
              <td className="number">
                <Cell row={null} measure="delta" value={overview.sensitivities.delta} />
              </td>
              <td className="number">
                <Cell row={null} measure="gamma" value={overview.sensitivities.gamma} />
              </td>
              <td className="number">
                <Cell row={null} measure="vega" value={overview.sensitivities.vega} />
              </td>
              <td className="number">
                <Lacking title="Unrealised P&L" failures={overview.pnl.lacking} />{' '}
                <Cell row={null} measure="pnl" value={overview.pnl.amount} />
              </td>
            </tr>
          </tfoot>
        </table>
      </Scroller>
    </section>
  );
}

function UnderlyingRow({
  row,
  most,
}: {
  readonly row: ExposureRow;
  readonly most: number;
}): ReactElement {
  const { go } = useFrame();
  return (
    <tr className={row.stale ? 'stale' : undefined}>
      <th scope="row">
        <button type="button" className="asked" onClick={() => go('exposures', row.label)}>
          {row.label}
        </button>
        {row.stale && (
          <span className="incomplete">
            {' '}
            <Mark name="stale" /> stale
          </span>
        )}
      </th>
      <td className="number">
        <Cell row={row} measure="gross" value={row.gross} />
      </td>
      <td className="picture">
        <NettingBar gross={row.gross} net={row.sensitivities.delta} most={most} />
      </td>
      {signedMeasures.map((measure) => (
        <td key={measure} className="number">
          {measure === 'pnl' && (
            <>
              <Lacking title={`P&L of ${row.label}`} failures={row.pnl.lacking} />{' '}
            </>
          )}
          <Cell row={row} measure={measure} value={measured(row, measure)} />
        </td>
      ))}
    </tr>
  );
}

function Cell({
  row,
  measure,
  value,
}: {
  readonly row: ExposureRow | null;
  readonly measure: Measure;
  readonly value: number | null;
}): ReactElement {
  const { explain } = useFrame();
  return (
    <Asked
      label={`${measureWords[measure].title}, ${row?.label ?? 'total'}`}
      onAsk={() => explain({ about: 'exposure', row: row?.id ?? null, measure })}
    >
      <Figure value={value} tone={measure === 'gross' ? 'plain' : 'signed'} />
    </Asked>
  );
}
