import { useId, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';
import { takenFrom } from './typed-secret.ts';

/** Opens the keys; the first passphrase is typed twice, since nobody could tell it again. */
export function PassphraseForm({ isNew }: { readonly isNew: boolean }): ReactElement {
  const desk = useDesk();
  const { say } = useFrame();
  const label = useId();
  const [fault, setFault] = useState('');
  const open = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { passphrase = '', again } = takenFrom(event.currentTarget);
    setFault('');
    if (isNew && again !== passphrase) {
      setFault('the two are not the same: type both again');
      return;
    }
    try {
      await desk.ask('openKeys', passphrase);
      say('The keys are open');
    } catch (reason) {
      setFault(faultText(reason));
    }
  };
  const field = (name: string, text: string): ReactElement => (
    <div className="secret">
      <label htmlFor={`${label}-${name}`}>{text}</label>
      <input
        id={`${label}-${name}`}
        className="field"
        type="password"
        name={name}
        autoComplete="off"
        required
        aria-describedby={`${label}-fault`}
      />
    </div>
  );
  return (
    <form className="addresses" autoComplete="off" onSubmit={(event) => void open(event)}>
      {field('passphrase', isNew ? 'Choose a passphrase' : 'Passphrase')}
      {isNew && field('again', 'The same again')}
      <p id={`${label}-fault`} className="incomplete" role="alert">
        {fault}
      </p>
      <button type="submit" className="button main">
        {isNew ? 'Seal keys with it' : 'Open the keys'}
      </button>
    </form>
  );
}
