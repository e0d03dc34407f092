import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Draft } from '../../state/import-flow.ts';
import { useImportFlow } from '../../state/use-desk.ts';
import { DraftDetail } from './draft-detail.tsx';
import { Scroller } from '../../parts/scroller.tsx';

type DraftsProps = {
  readonly drafts: readonly Draft[];
  /** While drafts are being kept none that was read can be given up: keeping is stopped as a whole. */
  readonly busy: boolean;
};

/** The files waiting to be kept, and the verdicts of the one that is chosen. */
export function Drafts({ drafts, busy }: DraftsProps): ReactElement {
  const [chosenKey, setChosenKey] = useState<number | null>(null);
  const chosen = drafts.find(({ key }) => key === chosenKey) ?? drafts[0];
  return (
    <div className="drafts">
      <Scroller label="Files to be kept" className="draft-list">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Read as</th>
              <th scope="col">Account</th>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col" className="number">
                Kept
              </th>
              <th scope="col" className="number">
                Unchanged
              </th>
              <th scope="col" className="number">
                Failed
              </th>
              <th scope="col">
                <span className="spoken">Discard</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <DraftRow
                key={draft.key}
                draft={draft}
                chosen={draft.key === chosen?.key}
                busy={busy}
                onChoose={() => setChosenKey(draft.key)}
              />
            ))}
          </tbody>
        </table>
      </Scroller>
      {chosen !== undefined && <DraftDetail key={chosen.key} draft={chosen} />}
    </div>
  );
}

function count(value: number | undefined): ReactElement | null {
  if (value === undefined) return null;
  return <span className={value === 0 ? 'figure zero' : 'figure'}>{value}</span>;
}

type RowProps = {
  readonly draft: Draft;
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onChoose: () => void;
};

function DraftRow({ draft, chosen, busy, onChoose }: RowProps): ReactElement {
  const flow = useImportFlow();
  const { key, name, preview, fault } = draft;
  const report = preview?.report;
  const giveUp = preview === null && fault === '' ? 'Cancel' : 'Discard';
  return (
    <tr className={chosen ? 'chosen' : undefined}>
      <th scope="row">
        <button type="button" className="asked" aria-pressed={chosen} onClick={onChoose}>
          {name}
        </button>
      </th>
      <td>{readAs(draft)}</td>
      <td>{report?.account ?? ''}</td>
      <td className="number">{count(report?.rows)}</td>
      <td className="number">{count(report?.kept)}</td>
      <td className="number">{count(report?.unchanged)}</td>
      <td
        className={
          report !== undefined && report.failures.length > 0 ? 'number level-text' : 'number'
        }
      >
        {count(report?.failures.length)}
      </td>
      <td>
        <button
          type="button"
          className="asked quiet"
          aria-label={`${giveUp} ${name}`}
          disabled={busy && preview !== null}
          onClick={() => void flow.discard([key])}
        >
          {giveUp}
        </button>
      </td>
    </tr>
  );
}

function readAs({ preview, fault, sent, size }: Draft): ReactElement {
  if (fault !== '') return <span className="level call">not read</span>;
  if (preview === null) {
    const share = size === 0 ? 100 : Math.floor((100 * sent) / size);
    return <span className="quiet">{sent < size ? `sending ${share} %` : 'reading …'}</span>;
  }
  const { formatTitle, refused } = preview.report;
  if (refused !== null) return <span className="level call">refused</span>;
  return <>{formatTitle ?? 'unknown format'}</>;
}
