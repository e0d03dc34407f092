import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CorrelationChoice } from '../../../engine/contract/correlation.ts';
import { PaneButtons } from '../../parts/pane-buttons.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useFrame, useSnapshot } from '../../state/use-desk.ts';
import { Chooser } from './choosers.tsx';
import { MatrixPane } from './matrix-pane.tsx';
import { WhatIfPane } from './what-if-pane.tsx';
import { WorthPane } from './worth-pane.tsx';

const panes = [
  { is: 'matrix', title: 'Matrix' },
  { is: 'worth', title: 'What it is worth' },
  { is: 'what-if', title: 'What if' },
] as const;

type Pane = (typeof panes)[number]['is'];

const between = '~';

/** The pair that a route names: `BTC~ETH`. */
function pairIn(focus: string): readonly [string, string] | null {
  const [a, b] = focus.split(between);
  return a === undefined || b === undefined || a === '' || b === '' ? null : [a, b];
}

/** How what is held moves together, and what that is worth. `focus` names a pair. */
export function CorrelationView({ focus }: { readonly focus: string }): ReactElement {
  const desk = useDesk();
  const { asOf } = useSnapshot();
  const { go } = useFrame();
  const [pane, setPane] = useState<Pane>('matrix');
  const [asTable, setAsTable] = useState(false);
  const [hideMarked, setHideMarked] = useState(false);
  const [first, setFirst] = useState<CorrelationChoice>({ model: 'ewma', window: null });
  const [second, setSecond] = useState<CorrelationChoice | null>(null);
  const answered = useAnswer(
    () => desk.ask('correlation', first, second),
    `${JSON.stringify([first, second])} ${asOf}`,
  );
  const pair = pairIn(focus);
  const choose = (chosen: readonly [string, string] | null): void => {
    setPane('matrix');
    go('correlation', chosen === null ? '' : chosen.join(between));
  };
  return (
    <div className="view">
      <header>
        <h1>Correlation</h1>
        <PaneButtons panes={panes} shown={pane} onTurn={setPane} />
        {pane === 'matrix' && (
          <>
            <Chooser
              title="Model"
              value={first}
              optional={false}
              onChange={(choice) => {
                if (choice !== null) setFirst(choice);
              }}
            />
            <Chooser title="less" value={second} optional onChange={setSecond} />
            {second === null && (
              <button
                type="button"
                className="button"
                aria-pressed={hideMarked}
                onClick={() => setHideMarked(!hideMarked)}
              >
                Only told from 0
              </button>
            )}
          </>
        )}
        <span className="space" />
        <button
          type="button"
          className="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </button>
      </header>
      {pane === 'worth' && <WorthPane asTable={asTable} onPair={choose} />}
      {pane === 'what-if' && <WhatIfPane pair={pair} asTable={asTable} />}
      {pane === 'matrix' && (
        <>
          {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
          {answered.is === 'refused' && (
            <p className="note" role="alert">
              {answered.fault}
            </p>
          )}
          {answered.is === 'there' &&
            (answered.value.ok ? (
              <MatrixPane
                key={answered.value.value.first.assets.join()}
                comparison={answered.value.value}
                pair={pair}
                asTable={asTable}
                hideMarked={hideMarked}
                onPair={choose}
                onEdit={() => setPane('what-if')}
              />
            ) : (
              <div className="centred">
                <h2>No correlation</h2>
                <p className="quiet">{answered.value.failure.message}</p>
              </div>
            ))}
        </>
      )}
    </div>
  );
}
