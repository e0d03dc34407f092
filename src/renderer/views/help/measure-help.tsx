import type { ReactElement } from 'react';
import type { MeasureHelp } from '../../../engine/contract/measures.ts';

/** What a measure is: two sentences, the formula, the source. */
export function MeasureText({ help }: { readonly help: MeasureHelp }): ReactElement {
  return (
    <>
      <p className="wrap">{help.sentences.join(' ')}</p>
      <p className="quiet wrap">{`Formula: ${help.formula}`}</p>
      <p className="quiet wrap">{`Source: ${help.source}`}</p>
    </>
  );
}
