import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { FeedVenue } from '../../../engine/contract/feeds.ts';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { takenFrom } from './typed-secret.ts';

const ofKey = 'key ';

/** A key of an account, as its venue has them: sealed when it is sent, and never given back. */
export function NewKeyForm({ venues }: { readonly venues: readonly FeedVenue[] }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const label = useId();
  const readable = venues.filter(({ keyFields }) => keyFields !== null);
  const [id, setId] = useState(readable[0]?.id ?? '');
  const [fault, setFault] = useState('');
  const venue = readable.find((one) => one.id === id);
  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { account = '', ...taken } = takenFrom(event.currentTarget);
    setFault('');
    try {
      const fields = Object.fromEntries(
        (venue?.keyFields ?? []).map(({ name }) => [name, taken[`${ofKey}${name}`] ?? '']),
      );
      await desk.ask('addKey', { venue: id, account, fields });
      say(`The key of ${account} is sealed`);
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  return (
    <form
      className="addresses"
      autoComplete="off"
      aria-label="Add a key"
      onSubmit={(event) => void add(event)}
    >
      <div className="secret">
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
      </div>
      <div className="secret">
        <label htmlFor={`${label}-account`}>Account’s name here</label>
        <input
          id={`${label}-account`}
          className="field"
          name="account"
          required
          maxLength={256}
          autoComplete="off"
        />
      </div>
      {(venue?.keyFields ?? []).map(({ name, secret }) => (
        <div className="secret" key={`${id}${name}`}>
          <label htmlFor={`${label}-${name}`}>{name}</label>
          <input
            id={`${label}-${name}`}
            className="field mono"
            name={`${ofKey}${name}`}
            type={secret ? 'password' : 'text'}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </div>
      ))}
      <p className="incomplete" role="alert">
        {fault}
      </p>
      <button type="submit" className="button main">
        Add the key
      </button>
    </form>
  );
}
