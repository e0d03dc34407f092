import { _electron } from '@playwright/test';
import { installedProgram } from '../../../src/main/bootstrap/desktop.ts';
import type { HostRequest, OpenHost } from '../fixtures.ts';

/** Electron itself, on machines that have its program. */
export async function openInElectron({ root, userData, store }: HostRequest): Promise<OpenHost> {
  const executablePath = installedProgram(root, process.env) ?? undefined;
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [root, store === null ? '--sample' : `--store=${store}`, `--user-data-dir=${userData}`],
    env: { ...definedEnvironment(), CROSSGUARD_DATA: userData },
  });
  let errors = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const page = await app.firstWindow();
  return {
    page,
    errors: () => errors,
    crash: async () => {
      const [host] = await app.evaluate(({ app: running }) =>
        running
          .getAppMetrics()
          .filter(({ serviceName }) => serviceName === 'Crossguard workstation'),
      );
      if (host === undefined) throw new Error('there is no workstation process');
      process.kill(host.pid, 'SIGKILL');
    },
    close: () => app.close(),
  };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
