import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Requests } from '../../../engine/contract/contract.ts';
import type { Draft } from '../../state/import-flow.ts';
import { useDesk, useImportFlow } from '../../state/use-desk.ts';

type Formats = ReturnType<Requests['formats']>;

/** Names the account and, where recognition erred, the format; the file is read again at once. */
export function DraftOptions({ draft }: { readonly draft: Draft }): ReactElement {
  const desk = useDesk();
  const flow = useImportFlow();
  const [formats, setFormats] = useState<Formats>([]);
  const [account, setAccount] = useState(draft.options.account ?? '');
  useEffect(() => {
    let wanted = true;
    desk.ask('formats').then(
      (known) => wanted && setFormats(known),
      // Without the list the recognised format stands; the loss of the link is shown above.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [desk]);
  const named = account.trim() === '' ? null : account.trim();
  return (
    <form
      className="choices"
      onSubmit={(event) => {
        event.preventDefault();
        void flow.revise(draft.key, { account: named });
      }}
    >
      <label className="choices">
        <span className="quiet">Account</span>
        <input
          className="field short"
          value={account}
          placeholder={draft.preview?.report.account ?? 'as in the file'}
          onChange={(event) => setAccount(event.target.value)}
          onBlur={() => {
            if (named !== draft.options.account) void flow.revise(draft.key, { account: named });
          }}
        />
      </label>
      <label className="choices">
        <span className="quiet">Read as</span>
        <select
          className="field"
          value={draft.options.format ?? ''}
          onChange={(event) => void flow.revise(draft.key, { format: event.target.value || null })}
        >
          <option value="">recognise</option>
          {formats.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}
