import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine, root } from './command-line.ts';

const { folder, crossguard } = commandLine('history');
const store = join(folder, 'book.crossguard');

const sample = ['bybit', 'prices'].flatMap((name) => {
  const own = join(root, 'resources/sample', name);
  return readdirSync(own).map((file) => join(own, file));
});

test('the documented rules are kept, and a proxy brings a coin without history into the measures', () => {
  expect(crossguard('import', ...sample, '--store', store).status).not.toBe(1);
  const risk = (): string => crossguard('risk', '--store', store, '--methods', 'plain').stdout;
  expect(risk()).toMatch(/lack of history: .*HYPE/);

  const documented = /\n```json\n(\[.*?\])\n```/s.exec(
    readFileSync(join(root, 'docs/risk.md'), 'utf8'),
  );
  writeFileSync(join(folder, 'rules.json'), documented?.[1] ?? '');
  expect(crossguard('history', '--store', store, '--set', 'rules.json').status).toBe(0);

  const rules = [{ asset: 'HYPE', rule: 'proxy', of: 'BTC', beta: 1.5, residual: 0.04 }];
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
  expect(crossguard('history', '--store', store, '--set', 'rules.json').status).toBe(0);
  const after = risk();
  expect(after).toContain('follow BTC, beta 1.50');
  expect(after).not.toContain('lack of history');

  writeFileSync(join(folder, 'rules.json'), JSON.stringify([...rules, ...rules]));
  expect(crossguard('history', '--store', store, '--set', 'rules.json').stderr).toContain(
    'two rules',
  );
  const slip = { ...rules[0], beta: 1e300, residual: 1.5 };
  writeFileSync(join(folder, 'rules.json'), JSON.stringify([slip]));
  const { status, stderr } = crossguard('history', '--store', store, '--set', 'rules.json');
  expect(status).toBe(1);
  expect(stderr).toContain('0.beta');
  expect(stderr).toContain('0.residual');
});
