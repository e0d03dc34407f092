export const viewNames = [
  'overview',
  'exposures',
  'margin',
  'correlation',
  'risk',
  'stress',
  'market',
  'warnings',
  'import',
  'desk',
  'what-if',
] as const;

export type ViewName = (typeof viewNames)[number];

/** Where the window stands: a view, and what in it is meant (an account, a day); empty for all. */
export type Route = { readonly view: ViewName; readonly focus: string };

export const viewTitles: Readonly<Record<ViewName, string>> = {
  overview: 'Overview',
  exposures: 'Exposures',
  margin: 'Margin',
  correlation: 'Correlation',
  risk: 'Risk',
  stress: 'Stress',
  market: 'Market',
  warnings: 'Warnings',
  import: 'Import',
  desk: 'Desk',
  'what-if': 'What-if',
};

/** Reads `#/margin/DERIBIT%3Amain`; anything else is the overview. */
export function routeOf(hash: string): Route {
  const [, name = '', focus = ''] = hash.replace(/^#/, '').split('/', 3);
  const view = viewNames.find((known) => known === name);
  if (view === undefined) return { view: 'overview', focus: '' };
  try {
    return { view, focus: decodeURIComponent(focus) };
  } catch {
    return { view, focus: '' };
  }
}

export const hashOf = ({ view, focus }: Route): string =>
  focus === '' ? `#/${view}` : `#/${view}/${encodeURIComponent(focus)}`;
