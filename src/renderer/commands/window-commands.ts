import { download } from '../parts/download.ts';
import { drawnTheme } from '../state/appearance.ts';
import { faultText, type Desk } from '../state/desk.ts';
import { viewNames, viewTitles } from '../state/route.ts';
import { reportForms, saveReport } from '../state/save-report.ts';
import type { Frame } from '../state/use-desk.ts';
import type { Command } from './registry.ts';

/** Says what came of it, or why nothing did. */
async function told(frame: Frame, step: Promise<string>): Promise<void> {
  try {
    frame.say(await step);
  } catch (fault) {
    frame.say(faultText(fault));
  }
}

async function savedDiagnostics(desk: Desk): Promise<string> {
  download('crossguard-diagnostics.json', await desk.ask('diagnostics'), 'application/json');
  return 'Saved crossguard-diagnostics.json: nothing that is held or secret is in it';
}

/** Of the same workstation, at what is shown here. A browser that blocks it says so itself. */
async function anotherWindow(): Promise<string> {
  const desktop = window.crossguard;
  if (desktop === undefined) window.open(location.href, '_blank', 'noopener');
  else await desktop.window();
  return 'Another window is open';
}

/** What the window can do whichever view it shows. */
export function windowCommands(desk: Desk, frame: Frame): readonly Command[] {
  return [
    ...viewNames.map((name, index): Command => {
      const keys = name === 'desk' ? '0' : index < 9 ? String(index + 1) : 'W';
      const run = (): void => frame.go(name);
      return { id: `go.${name}`, title: viewTitles[name], group: 'Go', keys, run };
    }),
    ...reportForms.map((form): Command => {
      const run = (): void => void told(frame, saveReport(desk, form));
      const title = `Export: ${form.title}`;
      return { id: `export.${form.form}`, title, group: 'File', keys: null, run };
    }),
    {
      id: 'filter',
      title: 'Filter the view',
      group: 'View',
      keys: '/',
      run: () => document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus(),
    },
    {
      id: 'changes',
      title: 'What changed',
      group: 'View',
      keys: null,
      run: () => frame.open('changes'),
    },
    {
      id: 'past',
      title: 'Past: the book as of another day',
      group: 'View',
      keys: null,
      run: () => frame.open('past'),
    },
    {
      id: 'theme.turn',
      title: 'Dark or light',
      group: 'View',
      keys: null,
      run: () => {
        const theme = drawnTheme(desk.view().preferences) === 'dark' ? 'light' : 'dark';
        void told(
          frame,
          desk.prefer({ theme }).then(() => `The window is ${theme}`),
        );
      },
    },
    {
      id: 'diagnostics',
      title: 'Save diagnostics for a fault report',
      group: 'Help',
      keys: null,
      run: () => void told(frame, savedDiagnostics(desk)),
    },
    {
      id: 'window.new',
      title: 'Another window',
      group: 'File',
      keys: null,
      run: () => void told(frame, anotherWindow()),
    },
    {
      id: 'settings',
      title: 'Settings',
      group: 'File',
      keys: 'Mod+,',
      run: () => frame.open('settings'),
    },
    {
      id: 'help',
      title: 'What the measures mean, and a glossary',
      group: 'Help',
      keys: 'F1',
      run: () => frame.open('help'),
    },
    {
      id: 'palette',
      title: 'Find a command',
      group: 'Help',
      keys: 'Mod+K',
      run: () => frame.open('palette'),
    },
    {
      id: 'keys',
      title: 'Keyboard',
      group: 'Help',
      keys: '?',
      run: () => frame.open('keys'),
    },
  ];
}
