import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type {
  CorrelationDraft,
  CorrelationEdit,
  CorrelationWhatIf,
  Shifted,
} from '../../../engine/contract/correlation.ts';
import type { Cell } from '../../charts/cell-chart.tsx';
import { correlationText, wholeMoney } from '../../format/figures.ts';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useFrame, useSnapshot } from '../../state/use-desk.ts';
import { CorrelationTable } from './correlation-table.tsx';
import { EditForm } from './edit-form.tsx';
import { SquareChart } from './square-chart.tsx';
import { pairsOf, type Square } from './square.ts';
import { editWords, pairWords, repairWords, sentence } from './words.ts';

/** Rows of the list of changes: more are in the table twin. */
const mostChanges = 100;

function Figures({ of }: { readonly of: CorrelationWhatIf }): ReactElement {
  const { reporting } = useSnapshot();
  const rows: readonly (readonly [string, Shifted])[] = [
    ['Expected shortfall', of.expectedShortfall],
    ['Expected shortfall, house’s tail', of.houseShortfall],
    ['House need', of.need],
  ];
  return (
    <table className="figures">
      <caption className="quiet">{`The book under these correlations, ${reporting}`}</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="number">
            Now
          </th>
          <th scope="col" className="number">
            What if
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, { now, under }]) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td className="number">{wholeMoney(now)}</td>
            <td className="number">{wholeMoney(under)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Pairs whose correlation is another, with what was asked and what a correlation matrix allows. */
function Changes({ of }: { readonly of: CorrelationWhatIf }): ReactElement {
  const { assets, now, asked, used } = of;
  const changed = useMemo(() => {
    const found = [];
    for (let row = 0; row < assets.length; row++) {
      for (let column = 0; column < row; column++) {
        const at = row * assets.length + column;
        if (now[at] !== asked[at] || now[at] !== used[at]) {
          found.push({ at, pair: [assets[column] ?? '', assets[row] ?? ''] as const });
        }
      }
    }
    const moved = (at: number): number => Math.abs((used[at] ?? 0) - (now[at] ?? 0));
    return found.toSorted((a, b) => moved(b.at) - moved(a.at));
  }, [assets, now, asked, used]);
  return (
    <table className="figures">
      <caption className="quiet">
        {changed.length > mostChanges
          ? `The ${mostChanges} largest of ${changed.length} changes`
          : 'Pairs that change, the largest change first'}
      </caption>
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col" className="number">
            Now
          </th>
          <th scope="col" className="number">
            Asked
          </th>
          <th scope="col" className="number">
            Used
          </th>
        </tr>
      </thead>
      <tbody>
        {changed.slice(0, mostChanges).map(({ at, pair }) => (
          <tr key={at}>
            <th scope="row">{pairWords(pair)}</th>
            <td className="number">{correlationText(now[at] ?? 0)}</td>
            <td className="number">{correlationText(asked[at] ?? 0)}</td>
            <td className="number">{correlationText(used[at] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Used({
  of,
  asTable,
}: {
  readonly of: CorrelationWhatIf;
  readonly asTable: boolean;
}): ReactElement {
  const [cursor, setCursor] = useState<Cell | null>(null);
  const square = useMemo<Square>(
    () => ({
      assets: of.assets,
      values: of.used,
      marks: null,
      mark: '',
      markWords: '',
      limit: 1,
      merges: null,
    }),
    [of],
  );
  const most = useMemo(() => pairsOf(square)[0], [square]);
  const summary = `Correlations under the edits, ${of.assets.length} assets${
    most === undefined ? '' : `, the highest ${correlationText(most.value)}`
  }.`;
  const at = cursor === null ? -1 : cursor.row * of.assets.length + cursor.column;
  return asTable ? (
    <CorrelationTable square={square} />
  ) : (
    <SquareChart
      square={square}
      summary={summary}
      cursor={cursor}
      onCursor={setCursor}
      onEnter={setCursor}
      reading={
        cursor === null
          ? summary
          : `${of.assets[cursor.row] ?? ''} with ${of.assets[cursor.column] ?? ''}: now ${correlationText(of.now[at] ?? 0)}, asked ${correlationText(of.asked[at] ?? 0)}, used ${correlationText(of.used[at] ?? 0)}`
      }
    />
  );
}

function Editor({
  draft,
  pair,
  asTable,
}: {
  readonly draft: CorrelationDraft;
  readonly pair: readonly [string, string] | null;
  readonly asTable: boolean;
}): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const { asOf } = useSnapshot();
  const [edits, setEdits] = useState(draft.edits);
  const [fault, setFault] = useState('');
  const answered = useAnswer(
    () => desk.ask('correlationWhatIf', edits),
    `${JSON.stringify(edits)} ${asOf}`,
  );
  const [last, setLast] = useState<CorrelationWhatIf | null>(null);
  const found = answered.is === 'there' && answered.value.ok ? answered.value.value : null;
  if (found !== null && found !== last) setLast(found);
  const shown = found ?? last;

  const keep = async (next: readonly CorrelationEdit[], words: string): Promise<void> => {
    setEdits(next);
    setFault('');
    try {
      await desk.ask('setCorrelationDraft', { edits: next });
      say(words);
    } catch (reason) {
      setFault(`Not kept: ${faultText(reason)}`);
    }
  };
  return (
    <div className="what-if" aria-busy={answered.is === 'waiting'}>
      <div className="chart-side">
        {shown !== null && <Used of={shown} asTable={asTable} />}
        {answered.is === 'waiting' && shown === null && <p className="nothing">Working it out…</p>}
      </div>
      <Scroller label="Edits and what they do" className="pair-side">
        <p className="note">A what-if: no headline figure, margin or warning uses it.</p>
        {shown !== null && (
          <EditForm
            assets={shown.assets}
            pair={pair}
            onAdd={(edit) => void keep([...edits, edit], `${editWords(edit)}: added`)}
          />
        )}
        {edits.length === 0 ? (
          <p className="nothing">No edits: correlations are as they are.</p>
        ) : (
          <ol className="moves">
            {edits.map((edit, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- equal edits differ by their place alone
              <li key={`${at} ${editWords(edit)}`}>
                {editWords(edit)}{' '}
                <button
                  type="button"
                  className="button plain"
                  aria-label={`Remove ${editWords(edit)}`}
                  onClick={() =>
                    void keep(
                      edits.filter((_, place) => place !== at),
                      'removed',
                    )
                  }
                >
                  Remove
                </button>
              </li>
            ))}
          </ol>
        )}
        {fault !== '' && (
          <p className="note" role="alert">
            {fault}
          </p>
        )}
        {answered.is === 'refused' && (
          <p className="note" role="alert">
            {answered.fault}
          </p>
        )}
        {answered.is === 'there' && !answered.value.ok && (
          <p className="note" role="alert">
            {answered.value.failure.message}
          </p>
        )}
        {found !== null && (
          <>
            <Figures of={found} />
            <p className="note">
              {found.repair === null
                ? 'These are a correlation matrix as asked.'
                : repairWords(found.repair)}
            </p>
            <Changes of={found} />
            <ul className="notes quiet">
              {found.notes.map((note) => (
                <li key={note}>{sentence(note)}</li>
              ))}
            </ul>
          </>
        )}
      </Scroller>
    </div>
  );
}

/** The book under correlations that the user edits; the edits stay in the store as a draft. */
export function WhatIfPane({
  pair,
  asTable,
}: {
  readonly pair: readonly [string, string] | null;
  readonly asTable: boolean;
}): ReactElement {
  const desk = useDesk();
  const draft = useAnswer(() => desk.ask('correlationDraft'), 'draft');
  if (draft.is === 'waiting') return <p className="nothing">Working it out…</p>;
  if (draft.is === 'refused') {
    return (
      <p className="note" role="alert">
        {draft.fault}
      </p>
    );
  }
  return <Editor draft={draft.value} pair={pair} asTable={asTable} />;
}
