import type { ReactElement } from 'react';
import type { Failure } from '../../../engine/values/outcome.ts';
import { reasonWords } from '../../format/words.ts';

export function FailureList({ failures }: { readonly failures: readonly Failure[] }): ReactElement {
  return (
    <ul className="failures">
      {failures.map((failure) => (
        <li key={`${failure.reason} ${failure.message} ${failure.at ?? ''}`}>
          <span className="reason">{reasonWords[failure.reason]}</span>
          <span>{failure.message}</span>
          {failure.at !== undefined && <span className="mono quiet">{failure.at}</span>}
        </li>
      ))}
    </ul>
  );
}
