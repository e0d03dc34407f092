import type { WhatIfChoices, WhatIfDraft } from '../../engine/contract/what-if.ts';
import type { Book } from '../../engine/model/book.ts';
import type { RiskInput } from '../../engine/run.ts';
import { hedgeIdeas, whatIf } from '../../engine/whatif/answer.ts';
import type { FindContract } from '../../engine/whatif/edited.ts';
import { whatIfDrafts } from '../parameters/what-if.ts';
import type { Store } from '../store/store.ts';
import type { Handlers } from '../workstation.ts';
import { finder, type Resources } from './desk.ts';

const SETTING = 'what-if';

/** Symbols that are offered of one venue. */
const MOST_OFFERED = 2_000;

type WhatIfHandlers = Pick<
  Handlers,
  'whatIfDrafts' | 'setWhatIfDrafts' | 'whatIf' | 'whatIfHedges' | 'whatIfChoices'
>;

type WhatIfOptions = {
  readonly store: Store;
  readonly resources: Resources;
  readonly input: () => RiskInput;
};

/** Drafts that change what is held on paper: nothing of them is in the book, its levels or its warnings. */
export function whatIfHandlers({ store, resources, input }: WhatIfOptions): WhatIfHandlers {
  /** Of a store that takes nothing. */
  let unkept: readonly WhatIfDraft[] | null = null;
  const drafts = (): readonly WhatIfDraft[] => {
    const kept = unkept ?? store.setting(SETTING);
    return kept === undefined ? [] : whatIfDrafts.parse(kept);
  };
  const findIn = ({ asOf }: RiskInput): FindContract => {
    const own = store.contracts().map(({ item }) => item);
    const find = finder(own, resources, asOf);
    return (symbol, market) => find(symbol, market, asOf);
  };
  return {
    whatIfDrafts: drafts,
    setWhatIfDrafts: (wish) => {
      if (store.readOnly) unkept = wish;
      else store.putSetting(SETTING, wish);
      return drafts();
    },
    whatIf: (draft) => {
      const now = input();
      return whatIf(now, draft, findIn(now));
    },
    whatIfHedges: (draft, underlying) => {
      const now = input();
      return hedgeIdeas(now, draft, underlying, findIn(now));
    },
    whatIfChoices: () => choicesOf(input().book, store),
  };
}

/** Of each account what can be named: markets of its venue, what is held or quoted there, assets. */
function choicesOf(
  { accounts, positions, instruments, collateral }: Book,
  store: Store,
): WhatIfChoices {
  const held = new Map(instruments.map((one) => [one.id, one]));
  const listed = store.contracts().map(({ item }) => item);
  return accounts.map(({ id, name, venue }) => {
    const near = new Set(accounts.filter((one) => one.venue === venue).map((one) => one.id));
    const own = positions.flatMap(({ account, instrument }) => {
      const found = held.get(instrument);
      return near.has(account) && found !== undefined ? [found] : [];
    });
    const markets = [...new Set(own.map(({ market }) => market))];
    const inMarkets = listed.filter(({ market }) => markets.includes(market));
    const named = new Map(
      [...own, ...inMarkets].map(({ symbol, market }) => [
        `${symbol}.${market}`,
        { symbol, market },
      ]),
    );
    return {
      account: id,
      name,
      markets,
      instruments: [...named.values()].slice(0, MOST_OFFERED),
      assets: [...new Set(collateral.map(({ asset }) => asset))].toSorted(),
    };
  });
}
