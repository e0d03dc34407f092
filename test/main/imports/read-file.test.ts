import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/main/imports/read-file.ts';
import { bytesOf, FILE_TIME, of, readFile, readText, sourceOf } from './reading.ts';

const STATEMENT = `User_ID,UTC_Time,Account,Operation,Coin,Change,Remark
1,2024-10-20 21:01:19,Spot,Deposit,SOL,0.5,
1,2024-10-20 21:02:00,USD-M Futures,Funding Fee,USDT,-0.25,Überweisung
`;

const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEndian);
  return bytes;
};

describe('a file of text', () => {
  it.each([
    ['UTF-8', bytesOf(STATEMENT)],
    ['UTF-8 with a mark', bytesOf(`\uFEFF${STATEMENT}`)],
    ['UTF-16 little-endian with a mark', utf16(`\uFEFF${STATEMENT}`, false)],
    ['UTF-16 big-endian with a mark', utf16(`\uFEFF${STATEMENT}`, true)],
    ['UTF-16 little-endian without a mark', utf16(STATEMENT, false)],
    ['UTF-16 big-endian without a mark', utf16(STATEMENT, true)],
    ['Windows-1252', Buffer.from(STATEMENT, 'latin1')],
    ['gzip', gzipSync(STATEMENT)],
    ['gzip of UTF-16', gzipSync(utf16(`\uFEFF${STATEMENT}`, false))],
  ])('is read in %s, whatever its name', async (_name, bytes) => {
    for (const size of [1, 7, 100_000]) {
      const read = await readFile(sourceOf('statement', bytes, size));
      expect(read.format).toBe('binance-statement-csv');
      expect(read.tally).toEqual({ rows: 2, good: 2, failed: 0 });
      expect(of(read, 'ledger').map((item) => item.change)).toEqual(['0.5', '-0.25']);
    }
  });

  it('says that it was no UTF-8', async () => {
    const read = await readFile(sourceOf('s.csv', Buffer.from(STATEMENT, 'latin1')));
    expect(read.notes.join()).toContain('Windows-1252');
  });

  it('keeps what a cut-off archive holds, and says that it is cut off', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `1,2024-10-20 21:01:19,Spot,Deposit,SOL,0.${i + 1},`,
    );
    const packed = gzipSync(`${STATEMENT}${rows.join('\n')}\n`);
    const read = await readFile(sourceOf('s.csv.gz', packed.subarray(0, packed.length / 2)));
    expect(read.tally.good).toBeGreaterThan(100);
    expect(read.tally.rows).toBe(read.tally.good + read.tally.failed);
    expect(read.failures.at(-1)?.message).toContain('could not be read to its end');
  });

  it('keeps what was read before the disk failed, and says so', async () => {
    const read = await readFile({
      name: 's.csv',
      size: 10_000,
      async *open() {
        yield bytesOf(`${STATEMENT}1,2024-10-20 21:05:00,Spot,Deposit,SOL,0.5,\n`);
        throw new Error('EIO: i/o error');
      },
    });
    expect(read.tally.good).toBe(3);
    expect(read.failures.map((failure) => failure.message).join()).toContain('EIO');
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'empty'],
    ['blanks', bytesOf(' \n\n'), 'empty'],
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'Excel'],
    ['a PDF', bytesOf('%PDF-1.7\n...'), 'PDF'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'picture'],
    ['a PDF in gzip', gzipSync('%PDF-1.7\n...'), 'PDF'],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251), 'binary'],
    ['a table that nobody knows', bytesOf('a,b,c\n1,2,3\n'), '"a,b,c"'],
    ['JSON that nobody knows', bytesOf('{"hello": [{"world": 1}]}'), 'JSON with hello, world'],
    [
      'XML that nobody knows',
      bytesOf('<?xml version="1.0"?>\n<Hello><x/></Hello>'),
      'XML of <Hello>',
    ],
  ])('is one refusal that says what was seen: %s', async (_name, bytes, seen) => {
    const read = await readFile(sourceOf('file', bytes));
    expect(read.refusal?.message).toContain(seen);
    expect(read.tally.rows).toBe(0);
  });

  it('offers the generic mapping for a table', async () => {
    expect((await readText('a,b,c\n1,2,3\n')).refusal?.message).toContain('generic CSV');
  });

  it('refuses a format that does not exist', async () => {
    expect((await readText(STATEMENT, { format: 'no-such' })).refusal?.message).toContain(
      'no-such',
    );
  });

  it('fails as one row when it is not of the format that the user chose', async () => {
    for (const format of ['deribit-positions-json', 'binance-statement-csv']) {
      const read = await readText('a,b,c\n1,2,3\n', { format });
      expect(read.tally).toEqual({ rows: 1, good: 0, failed: 1 });
    }
  });
});

describe('reading', () => {
  it('tells its progress up to the whole file', async () => {
    const heard: number[] = [];
    const source = sourceOf('s.csv', bytesOf(STATEMENT), 50);
    const options = {
      name: 's.csv',
      account: null,
      format: null,
      mapping: null,
      fileTime: FILE_TIME,
    };
    const reading = await readStatement(
      source,
      options,
      (bytes) => heard.push(bytes),
      new AbortController().signal,
    );
    if (!reading.recognised) throw new Error('refused');
    let events = 0;
    for await (const { event } of reading.events) if (event === 'row') events++;
    expect(events).toBeGreaterThan(0);
    expect(heard.at(-1)).toBe(source.size);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });

  it('stops when it is cancelled, and closes the file', async () => {
    const control = new AbortController();
    let closed = false;
    const source = {
      name: 's.csv',
      size: 1e9,
      async *open(): AsyncIterable<Uint8Array> {
        try {
          yield bytesOf(STATEMENT.padEnd(70_000, '\n'));
          for (;;) yield bytesOf('1,2024-10-20 21:01:19,Spot,Deposit,SOL,0.5,\n'.repeat(100));
        } finally {
          closed = true;
        }
      },
    };
    const options = {
      name: 's.csv',
      account: null,
      format: null,
      mapping: null,
      fileTime: FILE_TIME,
    };
    const reading = await readStatement(source, options, () => undefined, control.signal);
    if (!reading.recognised) throw new Error('refused');
    let rows = 0;
    const walk = async () => {
      for await (const event of reading.events) {
        if (event.event === 'row' && ++rows === 1000)
          control.abort(new Error('cancelled by the user'));
      }
    };
    await expect(walk()).rejects.toThrow('cancelled by the user');
    expect(rows).toBe(1000);
    expect(closed).toBe(true);
  });

  it('stops before the first row when it is cancelled before', async () => {
    const control = new AbortController();
    control.abort(new Error('too late'));
    const options = {
      name: 's.csv',
      account: null,
      format: null,
      mapping: null,
      fileTime: FILE_TIME,
    };
    const reading = readStatement(
      sourceOf('s.csv', bytesOf(STATEMENT)),
      options,
      () => undefined,
      control.signal,
    );
    await expect(reading).rejects.toThrow('too late');
  });
});
