import { useState } from 'react';
import type { ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { useClock } from '../../state/use-clock.ts';
import { useMarket } from '../../state/use-market.ts';
import { useDeskView, useFrame } from '../../state/use-desk.ts';
import { BookPane } from './book-pane.tsx';
import { ChainPane } from './chain-pane.tsx';
import { ClosingPane } from './closing-pane.tsx';
import { ContractsPane } from './contracts-pane.tsx';
import { FeedsPane } from './feeds-pane.tsx';
import { KeysPane } from './keys-pane.tsx';
import { PricesPane } from './prices-pane.tsx';
import { ReplayPane } from './replay-pane.tsx';
import { SurfacePane } from './surface-pane.tsx';

const panes = [
  'Feeds',
  'Accounts',
  'Prices',
  'Oracles and gas',
  'Order book',
  'Contracts',
  'Surface',
  'Closing',
  'Recordings',
] as const;
type Pane = (typeof panes)[number];

/** Panes that show one underlying as it is live. */
const ofMarket: ReadonlySet<Pane> = new Set(['Prices', 'Order book', 'Contracts']);

function Live({
  pane,
  market,
}: {
  readonly pane: Pane;
  readonly market: MarketView;
}): ReactElement {
  const now = useClock(market.asOf);
  if (pane === 'Prices') return <PricesPane market={market} now={now} />;
  if (pane === 'Contracts') return <ContractsPane market={market} now={now} />;
  return <BookPane market={market} now={now} />;
}

function Chooser({
  underlyings,
  chosen,
}: {
  readonly underlyings: readonly Asset[];
  readonly chosen: string;
}): ReactElement {
  const { go } = useFrame();
  return (
    <label>
      Underlying{' '}
      <select
        className="field"
        value={chosen}
        onChange={({ target }) => go('market', target.value)}
      >
        {underlyings.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What venues say now: how the feeds do, prices, books, surfaces, and what was recorded. `focus` names the underlying. */
export function MarketPage({ focus }: { readonly focus: string }): ReactElement {
  const { chain, feeds, snapshot } = useDeskView();
  const [pane, setPane] = useState<Pane>('Feeds');
  const held = (snapshot?.exposures ?? [])
    .filter(({ depth }) => depth === 0)
    .map((row) => row.underlying);
  const underlying = held.find((one) => one === focus) ?? null;
  const { market, isKnown, fault } = useMarket(underlying);
  const underlyings = market?.underlyings ?? held;
  const chosen = underlyings.find((one) => one === focus) ?? market?.underlying ?? underlyings[0];
  return (
    <div className="view">
      <header>
        <h1>Market</h1>
        {chosen !== undefined && <Chooser underlyings={underlyings} chosen={chosen} />}
        <span className="space" />
        {panes.map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={one === pane}
            onClick={() => setPane(one)}
          >
            {one}
          </button>
        ))}
      </header>
      {fault !== '' && (
        <p className="note" role="alert">
          {fault}
        </p>
      )}
      {pane === 'Feeds' && feeds !== null && <FeedsPane feeds={feeds} />}
      {pane === 'Accounts' && feeds !== null && <KeysPane feeds={feeds} />}
      {pane === 'Oracles and gas' && chain !== null && <ChainPane chain={chain} />}
      {pane === 'Recordings' && <ReplayPane />}
      {pane === 'Surface' && chosen !== undefined && (
        <SurfacePane key={chosen} underlying={chosen} />
      )}
      {pane === 'Closing' &&
        (market === null ? <NotFollowed isKnown={isKnown} /> : <ClosingPane />)}
      {ofMarket.has(pane) &&
        (market === null ? (
          <NotFollowed isKnown={isKnown} />
        ) : (
          <Live pane={pane} market={market} />
        ))}
    </div>
  );
}

function NotFollowed({ isKnown }: { readonly isKnown: boolean }): ReactElement {
  return (
    <p className="nothing">
      {isKnown ? 'No venue is followed: turn one on under Feeds.' : 'Asking…'}
    </p>
  );
}
