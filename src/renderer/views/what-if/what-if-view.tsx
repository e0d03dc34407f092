import { useState } from 'react';
import type { ReactElement } from 'react';
import type { WhatIfChoices, WhatIfDraft } from '../../../engine/contract/what-if.ts';
import { download } from '../../parts/download.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useDeskPart, useFrame } from '../../state/use-desk.ts';
import { Comparison } from './comparison.tsx';
import { draftFile, draftIn } from './draft-file.ts';
import { EditForms } from './edit-forms.tsx';
import { EditList } from './edit-list.tsx';

/** Copies of the book with changes, and what these would do: nothing here changes what is held. */
export function WhatIfView(): ReactElement {
  const desk = useDesk();
  const drafts = useAnswer(() => desk.ask('whatIfDrafts'), 'drafts');
  const choices = useAnswer(() => desk.ask('whatIfChoices'), 'choices');
  if (drafts.is === 'refused') return <p className="nothing">{drafts.fault}</p>;
  if (choices.is === 'refused') return <p className="nothing">{choices.fault}</p>;
  if (drafts.is === 'waiting' || choices.is === 'waiting')
    return <p className="nothing">Asking…</p>;
  return <Drafts kept={drafts.value} choices={choices.value} />;
}

const fresh = (part: Partial<WhatIfDraft>): WhatIfDraft => ({
  id: crypto.randomUUID(),
  name: 'Draft',
  from: 'book',
  edits: [],
  ...part,
});

function Drafts({
  kept,
  choices,
}: {
  readonly kept: readonly WhatIfDraft[];
  readonly choices: WhatIfChoices;
}): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const isReadOnly = useDeskPart((view) => view.desk?.readOnly === true);
  const [drafts, setDrafts] = useState(kept);
  const [shown, setShown] = useState(kept[0]?.id ?? '');
  const [deleted, setDeleted] = useState<WhatIfDraft | null>(null);
  const [fault, setFault] = useState('');
  const draft = drafts.find(({ id }) => id === shown) ?? drafts[0] ?? null;

  const keep = (next: readonly WhatIfDraft[], id: string): void => {
    setDrafts(next);
    setShown(id);
    desk.ask('setWhatIfDrafts', next).then(
      () => setFault(''),
      (reason: unknown) => setFault(`Not kept: ${faultText(reason)}`),
    );
  };
  const add = (one: WhatIfDraft): void => keep([...drafts, one], one.id);
  const change = (next: WhatIfDraft): void =>
    keep(
      drafts.map((one) => (one.id === next.id ? next : one)),
      next.id,
    );
  const remove = (one: WhatIfDraft): void => {
    const rest = drafts.filter(({ id }) => id !== one.id);
    setDeleted(one);
    keep(rest, rest[0]?.id ?? '');
  };
  const read = async (chosen: File): Promise<void> => {
    try {
      const found = draftIn(await chosen.text());
      await desk.ask('whatIf', found);
      add(found);
    } catch (reason) {
      setFault(`${chosen.name}: ${faultText(reason)}`);
    }
  };

  return (
    <div className="view tried-book">
      <header>
        <h1>What-if</h1>
        <strong className="level watch">not your book: nothing here is held</strong>
        {draft !== null && (
          <>
            <label className="choices">
              <span className="quiet">Draft</span>
              <select
                className="field"
                value={draft.id}
                onChange={({ target }) => setShown(target.value)}
              >
                {drafts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="choices">
              <span className="quiet">Name</span>
              <input
                key={draft.id}
                className="field"
                maxLength={80}
                defaultValue={draft.name}
                onBlur={({ target }) => {
                  const name = target.value.trim();
                  if (name !== '' && name !== draft.name) change({ ...draft, name });
                }}
              />
            </label>
          </>
        )}
        <button type="button" className="button" onClick={() => add(fresh({}))}>
          New, from the book
        </button>
        <button type="button" className="button" onClick={() => add(fresh({ from: 'empty' }))}>
          New, empty
        </button>
        {draft !== null && (
          <>
            <button
              type="button"
              className="button"
              onClick={() =>
                add({ ...draft, id: crypto.randomUUID(), name: `${draft.name} copy`.slice(0, 80) })
              }
            >
              Copy
            </button>
            <button type="button" className="button" onClick={() => remove(draft)}>
              Delete
            </button>
          </>
        )}
        {deleted !== null && (
          <button
            type="button"
            className="button"
            onClick={() => {
              add(deleted);
              setDeleted(null);
            }}
          >
            {`Bring ${deleted.name} back`}
          </button>
        )}
        <span className="space" />
        {isReadOnly && <span className="quiet">the store is read-only: kept for this session</span>}
        {draft !== null && (
          <button
            type="button"
            className="button"
            onClick={() => {
              download('what-if.crossguard.json', draftFile(draft), 'application/json');
              say(`Saved ${draft.name}`);
            }}
          >
            Export
          </button>
        )}
        <FileButton
          title="Import"
          label="A file of a what-if"
          onFile={(chosen) => void read(chosen)}
        />
      </header>
      {fault !== '' && (
        <p role="alert" className="note">
          {fault}
        </p>
      )}
      {draft === null ? (
        <p className="nothing">
          Begin with a copy of the book, or with its accounts empty; then add trades and collateral
          and see what they would do to every margin.
        </p>
      ) : (
        <Scroller label="What-if">
          <EditForms
            key={draft.id}
            choices={choices}
            onAdd={(edit) => change({ ...draft, edits: [...draft.edits, edit] })}
          />
          <Tried draft={draft} choices={choices} onChange={change} />
        </Scroller>
      )}
    </div>
  );
}

/** A draft's edits and what they do, worked out anew with each of them and each snapshot. */
function Tried({
  draft,
  choices,
  onChange,
}: {
  readonly draft: WhatIfDraft;
  readonly choices: WhatIfChoices;
  readonly onChange: (draft: WhatIfDraft) => void;
}): ReactElement {
  const desk = useDesk();
  const asOf = useDeskPart(({ snapshot }) => snapshot?.asOf ?? 0);
  const answered = useAnswer(
    () => desk.ask('whatIf', draft),
    `${JSON.stringify([draft.from, draft.edits])} ${asOf}`,
  );
  const faults = answered.is === 'there' ? answered.value.faults : [];
  return (
    <>
      <EditList
        edits={draft.edits}
        faults={faults}
        choices={choices}
        onRemove={(place) =>
          onChange({ ...draft, edits: draft.edits.filter((_, index) => index !== place) })
        }
      />
      {answered.is === 'waiting' && <p className="nothing">Working it out…</p>}
      {answered.is === 'refused' && <p className="nothing">{answered.fault}</p>}
      {answered.is === 'there' && (
        <Comparison
          answer={answered.value}
          draft={draft}
          onAdd={(edit) => onChange({ ...draft, edits: [...draft.edits, edit] })}
        />
      )}
    </>
  );
}
