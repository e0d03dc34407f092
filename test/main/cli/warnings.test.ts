import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { AlertEvent } from '../../../src/engine/contract/alerts.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { commandLine } from './command-line.ts';

const { folder, crossguard } = commandLine('warnings');
const store = ['--store', 'desk.crossguard'];
const at = instant(Date.UTC(2026, 10, 27, 3));

const event = (part: Partial<AlertEvent>): AlertEvent => ({
  at,
  kind: 'raised',
  warning: 'margin|A',
  level: 'call',
  title: 'A: margin call',
  note: '',
  until: null,
  ...part,
});

beforeAll(() => {
  const opened = openStore(join(folder, 'desk.crossguard'), { now: Date.now });
  opened.addWarningEvents([
    event({}),
    event({ kind: 'acknowledged', note: 'on it' }),
    event({ warning: 'margin|B', title: 'B: watch', level: 'watch' }),
    event({ warning: 'margin|B', title: 'B: watch', level: 'watch', kind: 'cleared' }),
  ]);
  opened.close();
});

test('what is open is told with what was done about it', () => {
  const { status, stdout } = crossguard('warnings', ...store);
  expect(status).toBe(0);
  expect(stdout).toContain('A: margin call');
  expect(stdout).toContain('on it');
  expect(stdout).not.toContain('B: watch');
});

test('as JSON, the whole history newest first', () => {
  const { stdout } = crossguard('warnings', ...store, '--history', '--json');
  expect(JSON.parse(stdout)).toMatchObject([
    { kind: 'cleared', warning: 'margin|B' },
    { kind: 'raised', warning: 'margin|B' },
    { kind: 'acknowledged', note: 'on it', at: '2026-11-27T03:00:00.000Z' },
    { kind: 'raised', warning: 'margin|A' },
  ]);
  const open = JSON.parse(crossguard('warnings', ...store, '--json').stdout);
  expect(open).toMatchObject([{ acknowledged: { at: '2026-11-27T03:00:00.000Z', note: 'on it' } }]);
});

test.each([[[]], [['--store', 'absent.crossguard']]])('%j is refused in words', (args) => {
  const { status, stderr } = crossguard('warnings', ...args);
  expect(status).toBe(1);
  expect(stderr).not.toBe('');
});
