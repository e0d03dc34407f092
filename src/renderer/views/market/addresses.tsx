import { useId, useRef } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { FeedVenue } from '../../../engine/contract/feeds.ts';
import { useSettings } from './use-settings.ts';

/** What is typed in the fields of a form, without spaces around it; empty fields are left out. */
function typedIn(form: HTMLFormElement): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );
}

type FieldProps = {
  readonly name: string;
  readonly documented: string;
  readonly own: string;
  readonly fault: string | null;
};

function Address({ name, documented, own, fault }: FieldProps): ReactElement {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className="address">
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        ref={field}
        className="field mono"
        name={name}
        defaultValue={own}
        placeholder="as documented"
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-documented ${id}-fault`}
      />
      <button
        type="button"
        className="button"
        aria-label={`Reset ${name}`}
        onClick={() => {
          if (field.current === null) return;
          field.current.value = '';
          field.current.focus();
        }}
      >
        Reset
      </button>
      <span id={`${id}-documented`} className="quiet mono documented">
        <span className="spoken">documented: </span>
        {documented}
      </span>
      <span id={`${id}-fault`} className="incomplete" role="alert">
        {fault ?? ''}
      </span>
    </div>
  );
}

/** Where a venue is reached: an empty field stands for the address that it documents. */
export function Addresses({ venue }: { readonly venue: FeedVenue }): ReactElement {
  const { set, fault } = useSettings();
  const keep = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = Object.entries(typedIn(event.currentTarget));
    const endpoints = Object.fromEntries(
      typed.filter(([name, url]) => venue.documented[name] !== url),
    );
    void set({ id: venue.id, endpoints }, `The addresses of ${venue.title} are kept`);
  };
  return (
    <form className="addresses" aria-label={`Addresses of ${venue.title}`} onSubmit={keep}>
      {Object.entries(venue.documented).map(([name, documented]) => (
        <Address
          key={name}
          name={name}
          documented={documented}
          own={venue.endpoints[name] === documented ? '' : (venue.endpoints[name] ?? '')}
          fault={fault?.address === name ? fault.why : null}
        />
      ))}
      {fault !== null && fault.address === null && (
        <p className="note" role="alert">
          {fault.why}
        </p>
      )}
      <button type="submit" className="button">
        Keep the addresses
      </button>
    </form>
  );
}
