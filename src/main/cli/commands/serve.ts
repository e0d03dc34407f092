import { fileURLToPath } from 'node:url';
import { build, isBuilt } from '../../bootstrap/build.ts';
import { openBrowserHost } from '../../browser-host/browser-host.ts';
import { builtPages } from '../../pages/built-pages.ts';
import { developmentPages } from '../../pages/development-pages.ts';
import type { Pages } from '../../pages/pages.ts';
import { withoutSecrets } from '../../wire/public-text.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { openWorkstation } from '../../workstation/open.ts';
import { parsed } from '../arguments.ts';

const usage = 'crossguard serve [--port N] [--store FILE [--read-only]]';

/** The folder of package.json, `src` and `out`. */
export const root: string = fileURLToPath(new URL('../../../../', import.meta.url));

export const say = (line: string): void => {
  process.stderr.write(`crossguard: ${line}\n`);
};

/** `serve`: the browser host alone, until it is told to stop. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['read-only'], values: ['port', 'store'] }, usage);
  if (!found.ok) return 1;
  const port = portOf(found.values.get('port') ?? '0');
  if (port === null) {
    say(`"${found.values.get('port')}" is no port: a number from 0 (any free one) to 65535`);
    return 1;
  }
  const store = found.values.get('store') ?? null;
  const readOnly = found.flags.has('read-only');
  if (readOnly && store === null) return unnamed();
  return served({ port, store, readOnly, onLink: () => undefined });
}

/** Refuses to open nothing in particular for reading. */
export function unnamed(): number {
  say('--read-only opens a store that is there: say which with --store');
  return 1;
}

export type ServedOptions = {
  readonly port: number;
  /** The store's file; null for the sample book. */
  readonly store: string | null;
  /** Opens the store beside whoever has it open, and changes nothing. */
  readonly readOnly: boolean;
  /** Told the first link, after it was printed. */
  readonly onLink: (link: string) => void;
};

/** Serves the workstation to this computer's browsers until SIGINT or SIGTERM. */
export async function served({ port, store, readOnly, onLink }: ServedOptions): Promise<number> {
  const server = process.env['ELECTRON_RENDERER_URL'];
  if (server === undefined && !isBuilt(root)) {
    say('building the window');
    if (!build(root)) return 1;
  }
  const pages: Pages =
    server === undefined ? builtPages(`${root}out/renderer`) : developmentPages(server);
  // Listened for from the start: a signal while the store is opened must not leave it locked.
  const stop = stopped();
  try {
    const workstation = await openWorkstation({
      store,
      readOnly,
      resources: resourcesFolder(),
      now: Date.now,
    });
    try {
      const host = await openBrowserHost({
        port,
        pages,
        workstation,
        now: Date.now,
        log: (what, error) => say(withoutSecrets(`${what}: ${String(error)}`)),
        onNewLink: printLink,
      });
      const link = host.newLink();
      printLink(link);
      onLink(link);
      await stop;
      await host.close();
      return 0;
    } finally {
      workstation.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function printLink(link: string): void {
  process.stdout.write(
    `Open this link in a browser of this computer. It works once, for 10 minutes:\n`,
  );
  process.stdout.write(`  ${link}\n`);
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : null;
}
