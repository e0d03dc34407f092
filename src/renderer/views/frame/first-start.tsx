import { useState } from 'react';
import type { ReactElement } from 'react';
import { faultText } from '../../state/desk.ts';
import { useDesk, useFrame } from '../../state/use-desk.ts';

/** An empty store: the two ways to fill it. */
export function FirstStart(): ReactElement {
  const desk = useDesk();
  const { go } = useFrame();
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState('');
  const load = async (): Promise<void> => {
    setLoading(true);
    setFault('');
    try {
      await desk.ask('loadSample');
    } catch (reason) {
      setFault(faultText(reason));
    }
    setLoading(false);
  };
  return (
    <div className="centred">
      <h1>The book is empty</h1>
      <p className="quiet">
        Import the position exports of your venues, or look at a made-up book first. The sample is
        marked as synthetic on every screen.
      </p>
      <div className="tools">
        <button type="button" className="button main" onClick={() => go('import')}>
          Import files
        </button>
        <button type="button" className="button" disabled={loading} onClick={() => void load()}>
          {loading ? 'Loading the sample book …' : 'Show the sample book'}
        </button>
      </div>
      {fault !== '' && (
        <p role="alert" className="level call">
          {fault}
        </p>
      )}
    </div>
  );
}
