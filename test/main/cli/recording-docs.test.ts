import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine, root } from './command-line.ts';

const { folder, crossguard } = commandLine('recording-docs');
const page = readFileSync(join(root, 'docs/recording.md'), 'utf8');

/** The blocks of the page in one language. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text!);

test('every command of the page does what it says, in its order', () => {
  writeFileSync(join(folder, 'session.ndjson'), blocks('json')[0]!);
  const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
  expect(commands).toHaveLength(10);
  const said = commands.map((line) => {
    const [command = ''] = line.split('#', 1);
    const [, text = '', out] = /^npm run --silent crossguard -- ([^>]*)(?:> (\S+))?/.exec(command)!;
    const { status, stdout, stderr } = crossguard(...text.trim().split(' '));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    if (out !== undefined) writeFileSync(join(folder, out), stdout);
    return stdout;
  });
  expect(said[0]).toContain('3 messages of deribit');
  expect(JSON.parse(said[2]!)).toMatchObject({
    books: [
      {
        state: 'live',
        bids: [
          [91_000, 5],
          [90_999.5, 10],
        ],
        asks: [[91_000.5, 10]],
      },
    ],
    tickers: [{ symbol: 'BTC-PERPETUAL' }],
  });
  expect(said[3]).toContain('2 messages');
  expect(said[4]).toBe('minutes.parquet: 1 rows\n');
  expect(said[6]).toContain('BTC-PERPETUAL.DERIBIT: live');
});

test('the page states the defaults', () => {
  const { stdout } = crossguard('market', 'policy', '--store', 'desk.crossguard');
  for (const [name, { record, days, megabytes }] of Object.entries<{
    record: boolean;
    days: number;
    megabytes: number;
  }>(JSON.parse(stdout))) {
    expect(page).toContain(`| \`${name}\` | ${record} | ${days} | ${megabytes} |`);
  }
});
