import { memo, useState } from 'react';
import type { NamedExoticComponent, ReactElement } from 'react';
import type { MarketView } from '../../../engine/contract/market.ts';
import type { Asset } from '../../../engine/values/ids.ts';
import { PaneButtons } from '../../parts/pane-buttons.tsx';
import { useDesk, useDeskPart, useFrame } from '../../state/use-desk.ts';
import { useHeld } from '../../state/use-held.ts';
import { usePolled } from '../../state/use-polled.ts';
import { AccountsPane } from './accounts-pane.tsx';
import { BookPane } from './book-pane.tsx';
import { ChainPane } from './chain-pane.tsx';
import { ClosingPane } from './closing-pane.tsx';
import { ContractsPane } from './contracts-pane.tsx';
import { FeedsPane } from './feeds-pane.tsx';
import { focusOf, marketPanes, placeOf, type MarketPane } from './place.ts';
import { PricesPane } from './prices-pane.tsx';
import { ReplayPane } from './replay-pane.tsx';
import { SurfacePane } from './surface-pane.tsx';

/** Milliseconds between two looks at the market. */
const EVERY = 500;

/** Panes of one underlying as it is live, panes of one underlying, and panes that draw a chart. */
const live: ReadonlySet<MarketPane> = new Set(['prices', 'book', 'contracts']);
const ofUnderlying: ReadonlySet<MarketPane> = new Set([...live, 'surface']);
const charted: ReadonlySet<MarketPane> = new Set(['prices', 'book', 'surface']);

function Chooser({
  underlyings,
  chosen,
  onChoose,
}: {
  readonly underlyings: readonly Asset[];
  readonly chosen: Asset;
  readonly onChoose: (underlying: string) => void;
}): ReactElement {
  return (
    <label className="choices">
      <span className="quiet">Underlying</span>
      <select className="field" value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {underlyings.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

function LivePane({
  pane,
  market,
  heard,
  asTable,
}: {
  readonly pane: MarketPane;
  readonly market: MarketView;
  readonly heard: number;
  readonly asTable: boolean;
}): ReactElement {
  const told = { at: market.asOf, heard };
  if (pane === 'prices') return <PricesPane market={market} told={told} asTable={asTable} />;
  if (pane === 'contracts') return <ContractsPane market={market} told={told} />;
  return <BookPane market={market} told={told} asTable={asTable} />;
}

/** Panes that need no underlying: feeds, accounts, oracles and gas, closing out, recordings. */
function StatePane({ pane }: { readonly pane: MarketPane }): ReactElement | null {
  const feeds = useDeskPart((view) => view.feeds);
  const heard = useDeskPart((view) => view.feedsHeard);
  const chain = useDeskPart((view) => view.chain);
  const chainHeard = useDeskPart((view) => view.chainHeard);
  const reporting = useDeskPart(({ snapshot }) => snapshot?.reporting ?? '');
  if (pane === 'closing') return <ClosingPane reporting={reporting} />;
  if (pane === 'recordings') return <ReplayPane />;
  if (pane === 'chain' && chain !== null) {
    return <ChainPane chain={chain} told={{ at: chain.asOf, heard: chainHeard }} />;
  }
  if (feeds === null) return <p className="nothing">Asking…</p>;
  const told = { at: feeds.asOf, heard };
  return pane === 'accounts' ? (
    <AccountsPane feeds={feeds} told={told} />
  ) : (
    <FeedsPane feeds={feeds} told={told} />
  );
}

/** What is known of one underlying now, and which others can be asked for. */
function useLooked(wanted: string, isWanted: boolean) {
  const desk = useDesk();
  const held = useHeld();
  // What was shown first stays chosen, whatever becomes the largest meanwhile.
  const [first, setFirst] = useState<Asset | null>(null);
  const [all, setAll] = useState<readonly Asset[]>([]);
  const underlyings = all.length > 0 ? all : held;
  const chosen = underlyings.find((one) => one === wanted) ?? first ?? null;
  const polled = usePolled(
    () => desk.ask('market', chosen),
    isWanted ? (chosen ?? '') : null,
    EVERY,
  );
  const market = polled.last?.value ?? null;
  if (market !== null && market.underlyings.join() !== all.join()) setAll(market.underlyings);
  if (market !== null && first === null) setFirst(market.underlying);
  return { ...polled, market, underlyings, chosen: chosen ?? underlyings[0] ?? null };
}

/** What venues say now: how the feeds do, prices, books, surfaces, and what was recorded. `focus` names pane and underlying. */
export const MarketPage: NamedExoticComponent<{ readonly focus: string }> = memo(
  function MarketPage({ focus }: { readonly focus: string }): ReactElement {
    const { choose, move } = useFrame();
    const [asTable, setAsTable] = useState(false);
    const { pane, underlying } = placeOf(focus);
    const { last, fault, market, underlyings, chosen } = useLooked(underlying, live.has(pane));
    const isFollowed = useDeskPart(
      ({ feeds, replay }) => replay !== null || (feeds !== null && feeds.followed.on > 0),
    );
    const turnTo = (to: Partial<{ pane: MarketPane; underlying: string }>): void =>
      move('market', focusOf({ pane, underlying, ...to }));
    return (
      <div className="view">
        <header>
          <h1>Market</h1>
          <PaneButtons panes={marketPanes} shown={pane} onTurn={(to) => turnTo({ pane: to })} />
          <span className="space" />
          {ofUnderlying.has(pane) && chosen !== null && (
            <Chooser
              underlyings={underlyings}
              chosen={chosen}
              onChoose={(one) => {
                turnTo({ underlying: one });
                choose(one);
              }}
            />
          )}
          {charted.has(pane) && (
            <button
              type="button"
              className="button"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              Show as table
            </button>
          )}
        </header>
        {fault !== '' && (
          <p className="note" role="alert">
            {`${fault} What is shown is the last that was said.`}
          </p>
        )}
        {live.has(pane) ? (
          last !== null && market !== null ? (
            <LivePane
              key={market.underlying}
              pane={pane}
              market={market}
              heard={last.heard}
              asTable={asTable}
            />
          ) : (
            <p className="nothing">
              {last === null
                ? 'Asking…'
                : isFollowed
                  ? 'Nothing is held: there is no underlying to look at.'
                  : 'No venue is followed: turn one on under Feeds.'}
            </p>
          )
        ) : pane === 'surface' ? (
          chosen === null ? (
            <p className="nothing">Nothing is held: there is no underlying to look at.</p>
          ) : (
            <SurfacePane key={chosen} underlying={chosen} asTable={asTable} />
          )
        ) : (
          <StatePane pane={pane} />
        )}
      </div>
    );
  },
);
