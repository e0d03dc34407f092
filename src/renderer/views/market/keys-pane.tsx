import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { FeedsState } from '../../../engine/contract/feeds.ts';
import { Age } from '../../parts/age.tsx';
import { Scroller } from '../../parts/scroller.tsx';
import { faultText } from '../../state/desk.ts';
import { useClock } from '../../state/use-clock.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { accountWords } from './words.ts';

/** The text of a field; what was typed leaves the page with the form. */
function typed(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

function Passphrase({ feeds }: { readonly feeds: FeedsState }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const label = useId();
  const [fault, setFault] = useState('');
  const isNew = feeds.keys === 'empty';
  const open = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const passphrase = typed(form, 'passphrase');
    form.reset();
    setFault('');
    try {
      await desk.ask('openKeys', passphrase);
      say('The keys are open');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <form className="addresses" onSubmit={(event) => void open(event)}>
      <p>
        <label htmlFor={label}>{isNew ? 'Choose a passphrase' : 'Passphrase'}</label>
        <input
          id={label}
          className="field"
          type="password"
          name="passphrase"
          autoComplete="off"
          required
          minLength={isNew ? 12 : 1}
        />
      </p>
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button">
        {isNew ? 'Seal keys with it' : 'Open the keys'}
      </button>
    </form>
  );
}

function NewKey({ feeds }: { readonly feeds: FeedsState }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const label = useId();
  const readable = feeds.venues.filter(({ keyFields }) => keyFields !== null);
  const [id, setId] = useState(readable[0]?.id ?? '');
  const [fault, setFault] = useState('');
  const venue = readable.find((one) => one.id === id);
  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const account = typed(form, 'account');
    const fields = Object.fromEntries(
      (venue?.keyFields ?? []).map(({ name }) => [name, typed(form, `key ${name}`)]),
    );
    form.reset();
    setFault('');
    try {
      await desk.ask('addKey', { venue: id, account, fields });
      say('The key is sealed');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <form className="addresses" onSubmit={(event) => void add(event)}>
      <p>
        <label htmlFor={`${label}-venue`}>Venue</label>
        <select
          id={`${label}-venue`}
          className="field"
          value={id}
          onChange={({ target }) => setId(target.value)}
        >
          {readable.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label htmlFor={`${label}-account`}>Account’s name here</label>
        <input
          id={`${label}-account`}
          className="field"
          name="account"
          required
          autoComplete="off"
        />
      </p>
      {(venue?.keyFields ?? []).map(({ name, secret }) => (
        <p key={`${id}${name}`}>
          <label htmlFor={`${label}-${name}`}>{name}</label>
          <input
            id={`${label}-${name}`}
            className="field mono"
            name={`key ${name}`}
            type={secret ? 'password' : 'text'}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </p>
      ))}
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button">
        Add the key
      </button>
    </form>
  );
}

function Accounts({ feeds }: { readonly feeds: FeedsState }): ReactElement {
  const desk = useDesk();
  const now = useClock(feeds.asOf);
  const [asked, setAsked] = useState('');
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Last answer
          </th>
          <th scope="col">What is wrong</th>
          <th scope="col">
            <span className="spoken">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {feeds.accounts.map((one) => (
          <tr key={one.id}>
            <th scope="row">{`${one.venue} ${one.account}`}</th>
            <td>{accountWords[one.state]}</td>
            <td className="number">
              <Age at={one.lastAnswer} now={now} />
            </td>
            <td className="quiet wrap">{one.fault ?? ''}</td>
            <td>
              <button
                type="button"
                className="button"
                onClick={() => {
                  if (asked === one.id) void desk.ask('removeKey', one.id);
                  else setAsked(one.id);
                }}
              >
                {asked === one.id ? 'Remove it for good' : 'Remove'}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Accounts that are read with keys which may only read. */
export function KeysPane({ feeds }: { readonly feeds: FeedsState }): ReactElement {
  const desk = useDesk();
  return (
    <Scroller label="Accounts by key">
      <section className="pane">
        <header>
          <h2>Accounts by key</h2>
          {feeds.keys === 'open' && (
            <button type="button" className="button" onClick={() => void desk.ask('lockKeys')}>
              Lock the keys
            </button>
          )}
        </header>
        {feeds.accounts.length > 0 && <Accounts feeds={feeds} />}
        {feeds.keys === 'open' ? <NewKey feeds={feeds} /> : <Passphrase feeds={feeds} />}
        <p className="notes quiet">
          Keys are sealed on this computer by the passphrase, which is kept nowhere; nothing typed
          here comes back to the window. A key that may trade or withdraw is refused.
        </p>
      </section>
    </Scroller>
  );
}
