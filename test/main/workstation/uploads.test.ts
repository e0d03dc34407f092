import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkstation } from '../../../src/main/workstation/open.ts';
import { Uploads } from '../../../src/main/workstation/uploads.ts';
import type { Workstation } from '../../../src/main/workstation.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const now = (): number => Date.UTC(2026, 10, 20);

describe('files that arrive in parts', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'crossguard-uploads-')), 'parts');
  const uploads = new Uploads(folder, now);
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  test('are whole when every byte is here, with the hash of the whole', async () => {
    const token = uploads.open('../a.csv', 6);
    uploads.append(token, Buffer.from('abc'));
    expect(() => uploads.file(token)).toThrow('3 of 6 bytes');
    uploads.append(token, Buffer.from('def'));
    const { file } = uploads.file(token);
    expect(file).toMatchObject({ name: 'a.csv', size: 6 });
    expect(file.sha256).toBe(createHash('sha256').update('abcdef').digest('hex'));
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.open()) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('abcdef');
  });

  test('an empty file is whole at once', () => {
    expect(uploads.file(uploads.open('empty.csv', 0)).file.size).toBe(0);
  });

  test('may not be longer than announced', () => {
    const token = uploads.open('a.csv', 2);
    expect(() => uploads.append(token, Buffer.from('abc'))).toThrow('longer than the 2 bytes');
  });

  test('that were closed are gone, and whoever reads them is told', () => {
    const token = uploads.open('a.csv', 0);
    const { signal } = uploads.file(token);
    uploads.close(token);
    expect(signal.aborted).toBe(true);
    expect(() => uploads.file(token)).toThrow('drop it again');
    expect(() => uploads.append(token, Buffer.from('a'))).toThrow('drop it again');
  });

  test('are for this user’s eyes, and go with the workstation, even one that was killed', () => {
    uploads.append(uploads.open('statement.csv', 2), Buffer.from('ab'));
    const [first] = readdirSync(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, first ?? '')).mode & 0o777).toBe(0o600);
    const next = new Uploads(folder, now);
    expect(existsSync(folder)).toBe(false);
    next.open('statement.csv', 2);
    expect(readdirSync(folder)).toHaveLength(1);
    next.closeAll();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a window’s files', () => {
  const options = { account: 'desk', format: null, mapping: null };
  const row = (i: number): string => `BTC-${i},DERIBIT,1\n`;
  let folder: string;
  let workstation: Workstation;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crossguard-uploads-'));
    const store = join(folder, 'test.crossguard');
    workstation = await openWorkstation({ store, resources, now });
  });
  afterEach(() => {
    workstation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function sent(name: string, text: string): Promise<string> {
    const bytes = Buffer.from(text);
    const file = await workstation.handlers.openFile({ name, size: bytes.length });
    await workstation.handlers.sendPart({ file, base64: bytes.toString('base64') });
    return file;
  }

  const long =
    'symbol,market,quantity\n' + Array.from({ length: 60_000 }, (_, i) => row(i)).join('');

  test('stopping a commit keeps nothing of the file at hand, and the file can be kept later', async () => {
    const file = await sent('long.csv', long);
    const committing = workstation.handlers.commitImports([{ file, options }]);
    const unlisten = workstation.subscribe((name) => {
      if (name === 'progress') void workstation.handlers.stopImports();
    });
    const [stopped] = await committing;
    unlisten();
    expect(stopped?.refused?.message).toContain('nothing of this file was kept');
    expect((await workstation.handlers.desk()).imports).toEqual([]);

    const [kept] = await workstation.handlers.commitImports([{ file, options }]);
    expect(kept).toMatchObject({ refused: null, rows: 60_000 });
    expect((await workstation.handlers.desk()).imports).toHaveLength(1);
  });

  test('closing a file while it is previewed ends the preview', async () => {
    const file = await sent('long.csv', long);
    const unlisten = workstation.subscribe((name) => {
      if (name === 'progress') void workstation.handlers.closeFiles([file]);
    });
    const preview = workstation.handlers.previewImport({ file, options });
    await expect(preview).rejects.toThrow('cancelled');
    unlisten();
    await expect(
      Promise.resolve(workstation.handlers.previewImport({ file, options })),
    ).rejects.toThrow('drop it again');
  });

  test('closing a file while another is kept gives that one up, and says what was kept', async () => {
    const first = await sent('long.csv', long);
    const second = await sent('next.csv', `symbol,market,quantity\n${row(70_000)}`);
    const third = await sent('last.csv', `symbol,market,quantity\n${row(70_001)}`);
    const files = [first, second, third].map((file) => ({ file, options }));
    const committing = workstation.handlers.commitImports(files);
    const unlisten = workstation.subscribe((name) => {
      if (name === 'progress') void workstation.handlers.closeFiles([second]);
    });
    const reports = await committing;
    unlisten();
    expect(reports.map(({ file, kept }) => [file, kept])).toEqual([
      ['long.csv', 60_000],
      ['next.csv', 0],
      ['last.csv', 1],
    ]);
    expect(reports[1]?.refused?.message).toContain('cancelled');
    expect((await workstation.handlers.desk()).imports).toHaveLength(2);
  });
});
