import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { HouseDocument } from '../../../engine/contract/house-document.ts';
import { fieldText } from '../../format/typed.ts';
import { faultText } from '../../state/desk.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { policyFields, typedPolicy, type PolicyField } from './policy-fields.ts';

const shown = (x: number): string => fieldText(Number(x.toFixed(4)));

type FormProps = {
  readonly policy: HouseDocument;
  readonly onClose: () => void;
};

function PolicyForm({ policy, onClose }: FormProps): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const [typed, setTyped] = useState<ReadonlyMap<PolicyField, string>>(new Map());
  const [fault, setFault] = useState('');

  const save = async (): Promise<void> => {
    const found = typedPolicy(policy, typed);
    if ('fault' in found) {
      setFault(found.fault);
      return;
    }
    try {
      await desk.ask('setHousePolicy', found.policy);
      say('The house policy is saved; the house need follows it');
      onClose();
    } catch (reason) {
      setFault(faultText(reason));
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {policyFields.map(({ title, fields }) => (
        <fieldset key={title} className="policy">
          <legend>{title}</legend>
          {fields.map((field) => (
            <label key={field.title}>
              <span>{field.title}</span>
              <span>
                <input
                  className="field"
                  inputMode="decimal"
                  value={typed.get(field) ?? shown(field.read(policy))}
                  onChange={({ target }) => setTyped(new Map(typed).set(field, target.value))}
                />{' '}
                {field.unit}
              </span>
              <span className="quiet">{field.meaning}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <p className="quiet">
        Asset classes, legal sets, single underlyings and the depth of markets are set in the
        policy’s document: crossguard house.
      </p>
      {fault !== '' && <p role="alert">{fault}</p>}
      <div className="tools">
        <button type="submit" className="button">
          Save
        </button>
        <button type="button" className="button plain" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** The limits within which the house counts netting, and what it charges on top. */
export function PolicyDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const answered = useAnswer(() => desk.ask('housePolicy'), 'policy');
  return (
    <dialog ref={dialog} className="dialog" aria-label="House policy" onClose={onClose}>
      <h2>House policy</h2>
      {answered.is === 'waiting' && <p className="quiet">Reading it…</p>}
      {answered.is === 'refused' && <p role="alert">{answered.fault}</p>}
      {answered.is === 'there' && (
        <PolicyForm policy={answered.value} onClose={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}
