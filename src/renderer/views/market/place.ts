/** The panes of the Market view, in the order of their buttons. */
export const marketPanes = [
  { is: 'feeds', title: 'Feeds' },
  { is: 'accounts', title: 'Accounts' },
  { is: 'prices', title: 'Prices' },
  { is: 'chain', title: 'Oracles and gas' },
  { is: 'book', title: 'Order book' },
  { is: 'contracts', title: 'Contracts' },
  { is: 'surface', title: 'Surface' },
  { is: 'closing', title: 'Closing' },
  { is: 'recordings', title: 'Recordings' },
] as const;

export type MarketPane = (typeof marketPanes)[number]['is'];

/** Where in the Market view one stands: a pane, and of what; empty: of what is held most. */
export type MarketPlace = { readonly pane: MarketPane; readonly underlying: string };

const between = '~';

/** Reads `prices~BTC`; what names no pane stands for the feeds. */
export function placeOf(focus: string): MarketPlace {
  const [name, underlying = ''] = focus.split(between);
  const pane = marketPanes.find(({ is }) => is === name)?.is ?? 'feeds';
  return { pane, underlying };
}

export const focusOf = ({ pane, underlying }: MarketPlace): string =>
  underlying === '' ? pane : `${pane}${between}${underlying}`;
