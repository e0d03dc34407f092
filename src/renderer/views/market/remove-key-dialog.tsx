import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { FollowedAccount } from '../../../engine/contract/feeds.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';

/** Asks before a key is forgotten. */
export function RemoveKeyDialog({
  account,
  title,
  onClose,
}: {
  readonly account: FollowedAccount;
  /** Of its venue. */
  readonly title: string;
  readonly onClose: () => void;
}): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fault, setFault] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const remove = async (): Promise<void> => {
    try {
      await desk.ask('removeKey', account.id);
      say(`The key of ${account.account} is removed`);
      dialog.current?.close();
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <dialog ref={dialog} className="dialog" aria-label="Remove a key" onClose={onClose}>
      <h2>{`Remove the key of ${account.account} at ${title}?`}</h2>
      <p>
        It is deleted here and the account is not asked any more. What was imported of it stays; at
        the venue the key goes on to exist.
      </p>
      {fault !== '' && <p role="alert">{fault}</p>}
      <div className="tools">
        <button type="button" className="button main" onClick={() => void remove()}>
          Remove it
        </button>
        <button type="button" className="button plain" onClick={() => dialog.current?.close()}>
          Keep it
        </button>
      </div>
    </dialog>
  );
}
