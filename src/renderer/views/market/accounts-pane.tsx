import { useState } from 'react';
import type { ReactElement } from 'react';
import type {
  FeedsState,
  FollowedAccount,
  FollowedAccountState,
} from '../../../engine/contract/feeds.ts';
import { Age } from '../../parts/age.tsx';
import { Mark, type MarkName } from '../../parts/mark.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import type { Told } from '../../state/age.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { NewKeyForm } from './new-key-form.tsx';
import { PassphraseForm } from './passphrase-form.tsx';
import { RemoveKeyDialog } from './remove-key-dialog.tsx';
import { accountWords } from './words.ts';

const marks: Readonly<Record<FollowedAccountState, MarkName>> = {
  locked: 'incomplete',
  checking: 'incomplete',
  following: 'ok',
  failing: 'watch',
  refused: 'call',
};

type Props = { readonly feeds: FeedsState; readonly told: Told };

const titleOf = (feeds: FeedsState, { venue }: FollowedAccount): string =>
  feeds.venues.find(({ id }) => id === venue)?.title ?? venue;

function Accounts({
  feeds,
  told,
  onRemove,
}: Props & { readonly onRemove: (account: FollowedAccount) => void }): ReactElement {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Venue</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Last answer
          </th>
          <th scope="col">What is wrong</th>
          <th scope="col">Key</th>
        </tr>
      </thead>
      <tbody>
        {feeds.accounts.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.account}</th>
            <td>{titleOf(feeds, one)}</td>
            <td className="wrap">
              <span className={`level ${one.state === 'following' ? 'ok' : 'watch'}`}>
                <Mark name={marks[one.state]} />
                {accountWords[one.state]}
              </span>
            </td>
            <td className="number">
              <Age at={one.lastAnswer} told={told} staleAfter={null} />
            </td>
            <td className="wrap">{one.fault ?? <span className="quiet">nothing</span>}</td>
            <td>
              <button
                type="button"
                className="button plain"
                aria-label={`Remove the key of ${one.account}`}
                onClick={() => onRemove(one)}
              >
                Remove
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const vaultWords: Readonly<Record<FeedsState['keys'], string>> = {
  empty: 'no passphrase is chosen yet',
  locked: 'sealed: the passphrase opens them',
  open: 'open',
};

/** Accounts that are read with keys which may only read. */
export function AccountsPane({ feeds, told }: Props): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const [removing, setRemoving] = useState<FollowedAccount | null>(null);
  const [fault, setFault] = useState('');
  const lock = async (): Promise<void> => {
    setFault('');
    try {
      await desk.ask('lockKeys');
      say('The keys are locked');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <div className="keys-side">
      <Scroller label="Accounts by key">
        <h2 className="in-pane">Accounts by key</h2>
        {feeds.accounts.length === 0 ? (
          <p className="nothing">No account is read with a key.</p>
        ) : (
          <Accounts feeds={feeds} told={told} onRemove={setRemoving} />
        )}
        <ul className="notes quiet">
          <li>
            An account is asked for its positions, balances and margin while its venue is on under
            Feeds and the keys are open. What it holds is kept as an import.
          </li>
        </ul>
      </Scroller>
      <Scroller label="Keys">
        <header className="tools">
          <h2>Keys</h2>
          <span className="quiet">{vaultWords[feeds.keys]}</span>
          <span className="space" />
          {feeds.keys === 'open' && (
            <button type="button" className="button" onClick={() => void lock()}>
              Lock the keys
            </button>
          )}
        </header>
        {fault !== '' && (
          <p className="note" role="alert">
            {fault}
          </p>
        )}
        {feeds.keys === 'open' ? (
          <NewKeyForm venues={feeds.venues} />
        ) : (
          <PassphraseForm isNew={feeds.keys === 'empty'} />
        )}
        <ul className="notes quiet">
          <li>
            <strong>A key that may trade or withdraw is refused</strong>: before anything else the
            venue is asked what the key may do.
          </li>
          <li>
            Keys are sealed on this computer by the passphrase, which is kept nowhere: who forgets
            it gives the keys anew. Nothing typed here comes back to the window.
          </li>
        </ul>
      </Scroller>
      {removing !== null && (
        <RemoveKeyDialog
          account={removing}
          title={titleOf(feeds, removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}
