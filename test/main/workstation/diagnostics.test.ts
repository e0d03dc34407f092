import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Workstation } from '../../../src/main/workstation.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;

let folder: string;
let workstation: Workstation;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossguard-diagnostics-'));
  workstation = await openWorkstation({
    store: join(folder, 'CANARYstore.crossguard'),
    keys: join(folder, 'keys.json'),
    chosen: folder,
    resources,
    now: Date.now,
  });
  await workstation.handlers.loadSample();
});
afterEach(() => {
  workstation.close();
  rmSync(folder, { recursive: true, force: true });
});

test('tells how the program does and nothing of what is held', async () => {
  const { handlers } = workstation;
  await handlers.setFeeds({
    venues: [
      {
        id: 'deribit',
        on: true,
        endpoints: {
          socket: 'ws://127.0.0.1:9/CANARYaddress',
          rest: 'http://127.0.0.1:9/CANARYrest',
        },
      },
    ],
  });
  await handlers.openKeys('CANARY passphrase of mine');
  await handlers.addKey({
    venue: 'deribit',
    account: 'CANARYaccount',
    fields: { 'client id': 'CANARYclient', 'client secret': 'CANARYsecret' },
  });
  await handlers.setChain({
    on: false,
    every: 60,
    nodes: [{ url: 'https://node.example/CANARYnode', chainId: 1 }],
    hermes: { url: 'https://hermes.example/CANARYhermes', key: 'CANARYkey' },
    assets: null,
  });
  const text = await handlers.diagnostics();
  const told = JSON.parse(text);
  expect(told.program.node).toBe(process.version);
  expect(told.store).toMatchObject({ empty: false, sample: true, fault: null });
  expect(told.venues).toMatchObject([{ id: 'deribit', ownAddresses: ['socket', 'rest'] }]);
  expect(told.accounts).toMatchObject([{ venue: 'deribit' }]);
  expect(told.chains).toMatchObject([{ kind: 'node', chainId: null }, { kind: 'hermes' }]);
  expect(text).not.toContain('CANARY');
  expect(text).not.toContain('127.0.0.1:9');
  expect(text).not.toContain('node.example');
  expect(text).not.toContain(folder);
  const snapshot = await handlers.snapshot();
  for (const { name } of snapshot?.accounts ?? []) expect(text).not.toContain(name);
  expect(snapshot?.accounts.length).toBeGreaterThan(3);
  for (const { label, kind } of snapshot?.exposures ?? []) {
    if (kind === 'instrument') expect(text).not.toContain(label);
  }
});
