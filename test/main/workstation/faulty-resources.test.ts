import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openWorkstation } from '../../../src/main/workstation/open.ts';

const root = new URL('../../..', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'crossguard-faulty-resources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a scenario and an edition that cannot be read are warned of by file and field, and the others are used', async () => {
  const resources = join(folder, 'resources');
  cpSync(join(root, 'resources'), resources, { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  writeFileSync(
    join(resources, 'stress', 'broken.json'),
    '{ "id": "broken", "moves": { "BTC": -2 } }',
  );
  writeFileSync(join(resources, 'margin', 'okx', 'broken.json'), '{');
  const workstation = await openWorkstation({
    store: join(folder, 'book.crossguard'),
    resources,
    now: () => Date.UTC(2026, 10, 27),
  });
  try {
    const { loadSample, snapshot, stress } = workstation.handlers;
    await loadSample();
    const warnings = (await snapshot())?.warnings.filter(({ account }) => account === null) ?? [];
    expect(warnings).toHaveLength(2);
    expect(warnings.map(({ cause }) => cause).join()).toMatch(/moves\.BTC.*broken\.json/);
    expect((await stress()).scenarios.length).toBeGreaterThan(5);
  } finally {
    workstation.close();
  }
});
