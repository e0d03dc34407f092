import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aReader, aStore } from './support/stores.ts';

const script = fileURLToPath(new URL('support/write-forever.ts', import.meta.url));

/** Runs a writer and kills it within a transaction. @returns numbers of the files it acknowledged */
async function killed(path: string, first: number, transactions: number): Promise<number[]> {
  const writer = spawn(process.execPath, [script, path, `${first}`]);
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // Between `begun` and `kept` the transaction is open.
    if (said.includes(`begun ${first + transactions}\n`)) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  expect(writer.signalCode).toBe('SIGKILL');
  return [...said.matchAll(/kept (\d+)/g)].map(([, number]) => Number(number));
}

describe('a writer killed in the middle of an import', () => {
  it(
    'ten times over loses nothing it acknowledged and leaves nothing half',
    { timeout: 120_000 },
    async () => {
      const store = aStore();
      const { path } = store;
      store.close();
      const kept: number[] = [];
      for (let kill = 0; kill < 10; kill++) {
        const first = kill * 100;
        kept.push(...(await killed(path, first, 1 + (kill % 4))));
        const reader = aReader(path);
        expect(reader.check().problems).toEqual([]);
        const files = new Set(reader.imports().map(({ report }) => report.file));
        for (const number of kept) expect(files).toContain(`file ${number}`);
        for (const { report } of reader.imports()) {
          expect(report).toMatchObject({ rows: 200, kept: 200, unchanged: 0 });
        }
        // One more than acknowledged may be kept: killed after the commit, before saying so.
        expect(files.size).toBeLessThanOrEqual(kept.length + kill + 1);
        expect([...reader.ledger(reader.ledgerAccounts()[0]!)]).toHaveLength(files.size * 200);
        reader.close();
      }
      expect(kept.length).toBeGreaterThanOrEqual(10);
      aStore(path).close();
    },
  );
});
