import type { ReactElement } from 'react';
import { useDesk, useDeskView } from '../../state/use-desk.ts';

/** In place of a view while there has never been a snapshot: connecting, running, or failed. */
export function NoSnapshot(): ReactElement {
  const desk = useDesk();
  const { link, linkFault, desk: state } = useDeskView();
  if (linkFault !== '') {
    return (
      <div className="centred" role="alert">
        <h1>No connection to the workstation</h1>
        <p className="quiet">{linkFault}</p>
        <button
          type="button"
          className="button main"
          disabled={link === 'connecting'}
          onClick={() => void desk.join()}
        >
          {link === 'connecting' ? 'Connecting …' : 'Connect again'}
        </button>
      </div>
    );
  }
  if (state?.fault != null) {
    return (
      <div className="centred" role="alert">
        <h1>The risk run failed</h1>
        <p>{state.fault}</p>
        <p className="quiet">
          Nothing in the store was changed. Undo the last import, or import what is missing.
        </p>
      </div>
    );
  }
  return (
    <output className="centred">
      <p className="quiet">
        {link === 'connecting' ? 'Connecting to the workstation …' : 'Valuing the book …'}
      </p>
    </output>
  );
}
