import type { ReactElement } from 'react';
import type { Route } from '../../state/route.ts';
import { useDeskPart } from '../../state/use-desk.ts';
import { CorrelationView } from '../correlation/correlation-view.tsx';
import { DeskView } from '../desk/desk-view.tsx';
import { ExposuresView } from '../exposures/exposures-view.tsx';
import { ImportView } from '../imports/import-view.tsx';
import { MarginView } from '../margin/margin-view.tsx';
import { MarketPage } from '../market/market-page.tsx';
import { OverviewView } from '../overview/overview-view.tsx';
import { RiskView } from '../risk/risk-view.tsx';
import { StressView } from '../stress/stress-view.tsx';
import { WarningsView } from '../warnings/warnings-view.tsx';
import { WhatIfView } from '../what-if/what-if-view.tsx';
import { FirstStart } from './first-start.tsx';
import { NoSnapshot } from './no-snapshot.tsx';

const drawn = (route: Route): ReactElement => <View route={route} />;

/** The view the route names, or what stands in its place while there is nothing to show. */
export function View({ route }: { readonly route: Route }): ReactElement {
  const isKnown = useDeskPart(({ desk }) => desk !== null);
  const isEmpty = useDeskPart(({ desk }) => desk?.empty === true);
  const hasSnapshot = useDeskPart(({ snapshot }) => snapshot !== null);
  if (route.view === 'import' && isKnown) return <ImportView />;
  if (route.view === 'desk') return <DeskView draw={drawn} />;
  if (route.view === 'market' && isKnown) return <MarketPage focus={route.focus} />;
  if (!hasSnapshot) return isEmpty ? <FirstStart /> : <NoSnapshot />;
  switch (route.view) {
    case 'exposures':
      return <ExposuresView focus={route.focus} />;
    case 'margin':
      return <MarginView focus={route.focus} />;
    case 'correlation':
      return <CorrelationView focus={route.focus} />;
    case 'risk':
      return <RiskView focus={route.focus} />;
    case 'stress':
      return <StressView focus={route.focus} />;
    case 'what-if':
      return <WhatIfView />;
    case 'warnings':
      return <WarningsView />;
    default:
      return <OverviewView />;
  }
}
