import type { ReactElement } from 'react';
import type { Route } from '../../state/route.ts';
import { useDeskView } from '../../state/use-desk.ts';
import { CorrelationView } from '../correlation/correlation-view.tsx';
import { ExposuresView } from '../exposures/exposures-view.tsx';
import { ImportView } from '../imports/import-view.tsx';
import { MarginView } from '../margin/margin-view.tsx';
import { MarketPage } from '../market/market-page.tsx';
import { OverviewView } from '../overview/overview-view.tsx';
import { RiskView } from '../risk/risk-view.tsx';
import { StressView } from '../stress/stress-view.tsx';
import { WarningsView } from '../warnings/warnings-view.tsx';
import { FirstStart } from './first-start.tsx';
import { NoSnapshot } from './no-snapshot.tsx';

/** The view the route names, or what stands in its place while there is nothing to show. */
export function View({ route }: { readonly route: Route }): ReactElement {
  const { desk, snapshot } = useDeskView();
  if (route.view === 'import' && desk !== null) return <ImportView />;
  if (snapshot === null) return desk?.empty === true ? <FirstStart /> : <NoSnapshot />;
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
    case 'market':
      return <MarketPage focus={route.focus} />;
    case 'warnings':
      return <WarningsView />;
    default:
      return <OverviewView />;
  }
}
