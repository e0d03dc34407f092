import './styles/tokens.css';
import './styles/base.css';
import './styles/figures.css';
import './styles/frame.css';
import './styles/drawer.css';
import './styles/grid.css';
import './styles/charts.css';
import './styles/views.css';
import './styles/market.css';
import './styles/settings.css';
import './styles/desk.css';
import './styles/what-if.css';
import './styles/review.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './client.ts';
import { createCommands } from './commands/registry.ts';
import { CommandsContext } from './commands/use-commands.ts';
import { setUpGrids } from './grid/set-up.ts';
import { followSystem, rememberedTheme, showAs } from './state/appearance.ts';
import { base64Of } from './state/base64.ts';
import { createDesk } from './state/desk.ts';
import { createImportFlow } from './state/import-flow.ts';
import { DeskContext, ImportContext } from './state/use-desk.ts';
import { Shell } from './views/frame/shell.tsx';

const root = document.getElementById('window');
if (root === null)
  throw new Error('Invariant: index.html has the element that the window is drawn in');

document.documentElement.dataset['theme'] = rememberedTheme();
setUpGrids();
const desk = createDesk(connect);
let { preferences: shown } = desk.view();
// Before anything is drawn of the new state: what is drawn reads the style in force.
desk.subscribe(() => {
  const { preferences } = desk.view();
  if (preferences === shown) return;
  shown = preferences;
  showAs(preferences);
});
followSystem(() => shown);
const commands = createCommands();
const flow = createImportFlow(desk.ask, base64Of);
void desk.join();

createRoot(root).render(
  <StrictMode>
    <DeskContext value={desk}>
      <ImportContext value={flow}>
        <CommandsContext value={commands}>
          <Shell />
        </CommandsContext>
      </ImportContext>
    </DeskContext>
  </StrictMode>,
);
