import type { MessagePortMain, ParentPort } from 'electron';
import { portPipe } from './wire/port-pipe.ts';
import { publicText } from './wire/public-text.ts';
import { serve } from './wire/serve.ts';
import { resourcesFolder } from './workstation/data-folder.ts';
import { openWorkstation } from './workstation/open.ts';
import type { Workstation } from './workstation.ts';

const log = (what: string, error: unknown): void => console.error(`host: ${what}`, error);

// Ports that come while the store is opened wait in Electron's own queue.
openWorkstation({
  store: process.env['CROSSGUARD_STORE'] ?? null,
  readOnly: process.env['CROSSGUARD_READ_ONLY'] === '1',
  resources: resourcesFolder(),
  now: Date.now,
}).then(
  (workstation) => serveWindows(process.parentPort, workstation),
  (error: unknown) => {
    log('the store was not opened', error);
    process.parentPort.postMessage({ fault: publicText(error) });
    process.exitCode = 1;
  },
);

function serveWindows(parent: ParentPort, workstation: Workstation): void {
  parent.on('message', ({ ports }: { ports: MessagePortMain[] }) => {
    for (const port of ports) serve({ pipe: portPipe(port), workstation, log });
  });
  process.once('exit', () => workstation.close());
}
