import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WarningRule } from '../../../src/engine/contract/alerts.ts';
import type { Workstation } from '../../../src/main/workstation.ts';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import { VirtualWorld } from '../../support/virtual-world.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const MINUTE = 60_000;

let folder: string;
let world: VirtualWorld;
let workstation: Workstation;

const open = (): Promise<Workstation> =>
  openWorkstation({
    store: join(folder, 'book.crossguard'),
    keys: join(folder, 'keys.json'),
    chosen: folder,
    resources,
    now: () => world.now(),
    around: world.around,
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossguard-alerts-'));
  world = new VirtualWorld();
  workstation = await open();
  await workstation.handlers.loadSample();
});
afterEach(() => {
  workstation.close();
  rmSync(folder, { recursive: true, force: true });
});

const rule = (part: Partial<WarningRule> = {}): WarningRule => ({
  id: 'gross',
  name: 'Gross',
  measure: 'gross-delta',
  scope: { of: 'book' },
  side: 'above',
  watch: 1,
  call: null,
  hysteresis: 0,
  ...part,
});

const call = async () => {
  const found = (await workstation.handlers.alerts()).find(({ level }) => level === 'call');
  if (found === undefined) throw new Error('the sample book has a call');
  return found;
};

describe('a call of the sample book', () => {
  test('is open, is acknowledged with a note, and stays so when the store is opened again', async () => {
    const { id } = await call();
    const told: unknown[] = [];
    workstation.subscribe((name, value) => name === 'alerts' && told.push(value));
    await workstation.handlers.acknowledgeWarning(id, '  wiring 50k  ');
    expect((await call()).acknowledged).toEqual({ at: world.now(), note: 'wiring 50k' });
    expect(told).toHaveLength(1);
    workstation.close();
    workstation = await open();
    expect((await call()).acknowledged?.note).toBe('wiring 50k');
    const history = await workstation.handlers.warningHistory();
    expect(history[0]).toMatchObject({ kind: 'acknowledged', warning: id, note: 'wiring 50k' });
    expect(history.filter(({ warning }) => warning === id)).toHaveLength(2);
  });

  test('that nobody acknowledges is escalated after five minutes', async () => {
    await world.pass(4 * MINUTE);
    expect((await call()).escalatedAt).toBeNull();
    await world.pass(MINUTE + 6_000);
    expect((await call()).escalatedAt).not.toBeNull();
  });

  test('is quiet for an hour at the most, and heard after that', async () => {
    const { id } = await call();
    const snooze = async (minutes: number) => workstation.handlers.snoozeWarning(id, minutes);
    await expect(snooze(61)).rejects.toThrow('60 minutes at the most');
    await snooze(30);
    expect((await call()).snoozedUntil).toBe(world.now() + 30 * MINUTE);
    await world.pass(31 * MINUTE);
    expect((await call()).snoozedUntil).toBeNull();
    await snooze(30);
    await snooze(0);
    expect((await call()).snoozedUntil).toBeNull();
  });
});

describe('a limit of the user’s own', () => {
  test('warns, is in the snapshot, and is gone with its rule', async () => {
    const { handlers } = workstation;
    expect(await handlers.tryRules([rule()])).toMatchObject([
      { level: 'watch', value: { ok: true } },
    ]);
    await handlers.setWarningRules({ rules: [rule()], escalateAfter: 5 });
    const warned = async () => (await handlers.snapshot())?.warnings.map(({ id }) => id);
    expect(await warned()).toContain('rule|gross');
    expect((await handlers.alerts()).map(({ id }) => id)).toContain('rule|gross');
    workstation.close();
    workstation = await open();
    expect((await workstation.handlers.alerts()).map(({ id }) => id)).toContain('rule|gross');
    await workstation.handlers.setWarningRules({ rules: [], escalateAfter: 5 });
    expect((await workstation.handlers.alerts()).map(({ id }) => id)).not.toContain('rule|gross');
    const [last] = await workstation.handlers.warningHistory();
    expect(last).toMatchObject({ kind: 'cleared', warning: 'rule|gross' });
  });
});
