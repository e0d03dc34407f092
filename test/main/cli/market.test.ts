import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import { market } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { keepAll } from '../../../src/main/feeds/recording/policy.ts';
import { writeMinutesCsv, writeMinutesParquet } from '../../../src/main/reports/market-minutes.ts';
import { itWithSharedData } from '../../support/shared-data.ts';
import { aMinute, later } from '../store/support/recorded.ts';
import { aFolder, aReader, aStore } from '../store/support/stores.ts';
import { commandLine } from './command-line.ts';

const { folder, crossguard } = commandLine('market');
const at = (name: string): string => join(folder, name);

/** Deribit's documented `ticker` and `book` notifications (docs.deribit.com), shortened to what is read. */
function notification(second: number, channel: string, data: object): string {
  const time = 1_790_000_000_000 + second * 1_000;
  const params = {
    channel,
    data: { timestamp: time, instrument_name: 'BTC-PERPETUAL', ...data },
  };
  const text = JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params });
  return JSON.stringify({ at: time + 50, from: 'wss://www.deribit.com/ws/api/v2', text });
}

const ticker = (second: number, mark: number): string =>
  notification(second, 'ticker.BTC-PERPETUAL.100ms', {
    mark_price: mark,
    index_price: 91_000.5,
    best_bid_price: mark - 0.5,
    best_ask_price: 0,
    current_funding: 0.0001,
  });

const book = (second: number, id: number): string =>
  notification(second, 'book.BTC-PERPETUAL.100ms', {
    type: id === 1 ? 'snapshot' : 'change',
    change_id: id,
    ...(id === 1 ? {} : { prev_change_id: id - 1 }),
    bids: [['new', 90_000 - id, 10]],
    asks: id === 1 ? [['new', 91_001, 10]] : [],
  });

const lines = [
  book(0, 1),
  ticker(1, 91_000),
  book(2, 2),
  ticker(20, 91_010),
  book(50, 3),
  ticker(70, 91_020),
  book(130, 4),
];

writeFileSync(at('deribit.ndjson'), `${lines.join('\n')}\n`);

describe('crossguard market', () => {
  test('takes a recording in, and replays it as the file replays', () => {
    const taken = crossguard(
      'market',
      'import',
      '--venue',
      'deribit',
      at('deribit.ndjson'),
      '--store',
      at('desk.crossguard'),
    );
    expect(taken.stderr).toBe('');
    expect(taken.status).toBe(0);
    expect(taken.stdout).toContain('7 messages of deribit, 2026-09-21T14:13:20.050Z');
    const file = crossguard('replay', '--venue', 'deribit', at('deribit.ndjson'), '--json');
    const stored = crossguard('replay', '--store', at('desk.crossguard'), '--json');
    expect(stored.stderr).toBe('');
    expect(JSON.parse(stored.stdout)).toEqual({
      ...JSON.parse(file.stdout),
      files: [at('desk.crossguard')],
    });
    expect(JSON.parse(stored.stdout)).toMatchObject({
      frames: 7,
      books: [
        {
          state: 'live',
          last: 4,
          bids: [
            [89_999, 10],
            [89_998, 10],
            [89_997, 10],
            [89_996, 10],
          ],
        },
      ],
    });
    const listed = crossguard('market', 'list', '--store', at('desk.crossguard'), '--json');
    expect(JSON.parse(listed.stdout)).toMatchObject([{ venue: 'deribit', frames: 7, breaks: 0 }]);
    const events = crossguard('replay', '--store', at('desk.crossguard'), '--events');
    expect(events.stdout.trim().split('\n')).toHaveLength(7);
  });

  test('replays a part of it, with what was known before', () => {
    const part = ['--from', '2026-09-21T14:14:00Z', '--to', '2026-09-21T14:14:20Z'];
    const { stdout } = crossguard('replay', '--store', at('desk.crossguard'), ...part, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ books: [{ state: 'live', last: 3 }] });
    expect(
      crossguard('replay', '--store', at('desk.crossguard'), '--from', '2027-01-01').stderr,
    ).toContain('no recorded messages');
  });

  test('gives messages out so that they replay the same, and take in the same', () => {
    const out = at('out.ndjson.gz');
    const given = crossguard(
      'market',
      'export',
      '--frames',
      '--store',
      at('desk.crossguard'),
      '--out',
      out,
    );
    expect(given.stdout).toBe(`${out}: 7 messages of deribit\n`);
    expect(given.status).toBe(0);
    const [first, ...rest] = gunzipSync(readFileSync(out)).toString('utf8').trim().split('\n');
    expect(JSON.parse(first!)).toMatchObject({ state: { form: 1, books: [] } });
    expect(rest).toEqual(lines);
    crossguard('market', 'import', '--venue', 'deribit', out, '--store', at('second.crossguard'));
    const [a, b, c] = [
      crossguard('replay', '--store', at('desk.crossguard'), '--json'),
      crossguard('replay', '--store', at('second.crossguard'), '--json'),
      crossguard('replay', '--venue', 'deribit', out, '--json'),
    ].map(({ stdout }) => ({ ...JSON.parse(stdout), files: [] }));
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  test('gives the minutes out as a table', async () => {
    const [csv, parquet] = [at('minutes.csv'), at('minutes.parquet')];
    const store = ['--store', at('desk.crossguard')];
    const written = crossguard('market', 'export', ...store, '--out', csv);
    expect(written.stdout).toBe(`${csv}: 2 rows\n`);
    expect(readFileSync(csv, 'utf8')).toBe(
      'market,symbol,minute,mark,index,funding,fundingHours,markVolatility,bid,ask\r\n' +
        'DERIBIT,BTC-PERPETUAL,2026-09-21T14:13:00.000Z,91010,91000.5,0.0001,8,,91009.5,\r\n' +
        'DERIBIT,BTC-PERPETUAL,2026-09-21T14:14:00.000Z,91020,91000.5,0.0001,8,,91019.5,\r\n',
    );
    expect(crossguard('market', 'export', ...store, '--out', parquet).status).toBe(0);
    expect(await rowsOf(parquet)).toMatchObject([
      { symbol: 'BTC-PERPETUAL', mark: 91_010, markVolatility: null, ask: null },
      { minute: new Date('2026-09-21T14:14:00Z'), mark: 91_020 },
    ]);
    const none = crossguard('market', 'export', ...store, '--out', csv, '--symbol', 'X');
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('nothing is kept of that');
  });

  test('says what is missing, and leaves no half file', () => {
    const store = ['--store', at('desk.crossguard')];
    const faults: readonly (readonly [string[], string])[] = [
      [['market'], 'which action'],
      [['market', 'export', ...store, '--out', at('x.txt')], '.parquet or .csv'],
      [['market', 'export', ...store], 'where to'],
      [['market', 'list', '--store', at('none.crossguard')], 'no store'],
      [['market', 'list', ...store, '--venue', 'nowhere'], 'no venue is called'],
      [['market', 'export', ...store, '--from', 'x', '--out', at('x.csv')], 'an instant is like'],
      [['market', 'import', ...store, '--venue', 'deribit'], 'which files'],
      [['market', 'import', ...store, '--venue', 'deribit', at('none')], 'ENOENT'],
      [['market', 'export', ...store, '--out', at('no/folder/x.csv')], 'ENOENT'],
      [['market', 'export', ...store, '--out', at('no/folder/x.parquet')], 'ENOENT'],
      [
        ['market', 'export', '--frames', ...store, '--from', '2030-01-01', '--out', at('x.gz')],
        'no recorded messages',
      ],
    ];
    for (const [args, message] of faults) {
      const { status, stderr } = crossguard(...args);
      expect(stderr).toContain(message);
      expect(status).toBe(1);
    }
    expect(existsSync(at('x.gz'))).toBe(false);
    expect(existsSync(at('x.gz.part'))).toBe(false);
  });

  test('shows and sets what is recorded', () => {
    const store = ['--store', at('desk.crossguard')];
    const shown = crossguard('market', 'policy', ...store);
    expect(JSON.parse(shown.stdout)).toEqual({
      frames: { record: true, days: 7, megabytes: 256 },
      minutes: { record: true, days: 400, megabytes: 128 },
    });
    writeFileSync(at('policy.json'), '{"frames":{"days":2}}');
    crossguard('market', 'policy', ...store, '--set', at('policy.json'));
    const { stdout } = crossguard('market', 'policy', ...store);
    expect(JSON.parse(stdout).frames).toEqual({ record: true, days: 2, megabytes: 256 });
    writeFileSync(at('policy.json'), '{"frames":{"days":-2}}');
    expect(crossguard('market', 'policy', ...store, '--set', at('policy.json')).stderr).toContain(
      'frames.days',
    );
  });

  itWithSharedData(
    'brings a recording of Deribit through a store and out of it unchanged',
    (data) => {
      const file = join(data, 'ws/cryptofeed/DERIBIT.ws.1.0.log');
      const [store, out] = [at('shared.crossguard'), at('shared.ndjson.gz')];
      crossguard('market', 'import', '--venue', 'deribit', file, '--store', store);
      crossguard('market', 'export', '--frames', '--store', store, '--out', out);
      const [a, b, c] = [
        crossguard('replay', '--venue', 'deribit', file, '--json'),
        crossguard('replay', '--store', store, '--json'),
        crossguard('replay', '--venue', 'deribit', out, '--json'),
      ].map(({ stdout }) => ({ ...JSON.parse(stdout), files: [] }));
      expect(a.frames).toBeGreaterThan(100);
      expect(b).toEqual(a);
      expect(c).toEqual(a);
    },
  );
});

async function rowsOf(file: string): Promise<Record<string, unknown>[]> {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return parquetReadObjects({ file: buffer });
}

describe('minutes as files', () => {
  const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
  const rows = fc.array(
    fc.record({
      symbol: fc.oneof(fc.string(), fc.constantFrom('=1+1', '@x', "'q'", '-BTC', 'a,"b"\r\nc')),
      mark: value,
      index: value,
      funding: value,
      fundingHours: value,
      markVolatility: value,
      bid: value,
      ask: value,
      minute: fc.nat(4_000_000),
    }),
    { maxLength: 30 },
  );
  const minutes = rows.map((all) =>
    all.map(({ minute, ...one }) =>
      aMinute({ ...one, market: market('OKX-SWAP'), at: instant(minute * 60_000) }),
    ),
  );

  test('of Parquet hold every bit, read by another library', async () => {
    const file = join(aFolder(), 'a.parquet');
    await fc.assert(
      fc.asyncProperty(minutes, async (given) => {
        expect(await writeMinutesParquet(given, file)).toBe(given.length);
        const found = await rowsOf(file);
        expect(found).toEqual(
          given.map(({ at: time, ...one }) => ({ ...one, minute: new Date(time) })),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('of Parquet are written in groups of rows, however many there are', async () => {
    const file = join(aFolder(), 'a.parquet');
    const many = function* (): Generator<ReturnType<typeof aMinute>> {
      for (let n = 0; n < 150_000; n++) yield aMinute({ at: instant(n * 60_000), mark: n });
    };
    expect(await writeMinutesParquet(many(), file)).toBe(150_000);
    const bytes = readFileSync(file);
    const metadata = await parquetMetadataAsync(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    );
    expect(Number(metadata.num_rows)).toBe(150_000);
    expect(metadata.row_groups.length).toBeGreaterThan(1);
  });

  test('of CSV hold every digit, and nothing that a spreadsheet runs', async () => {
    const file = join(aFolder(), 'a.csv');
    await fc.assert(
      fc.asyncProperty(minutes, async (given) => {
        expect(await writeMinutesCsv(given, file)).toBe(given.length);
        const text = readFileSync(file, 'utf8');
        const { data } = papaparse.parse<string[]>(text.slice(0, -2), {
          delimiter: ',',
          newline: '\r\n',
        });
        const [, ...cells] = data;
        expect(cells).toHaveLength(given.length);
        for (const [i, [, symbol, minute, ...numbers]] of cells.entries()) {
          const one = given[i]!;
          expect(symbol).not.toMatch(/^\s*[=+@|%]/);
          expect(symbol === one.symbol || symbol === `'${one.symbol}`).toBe(true);
          expect(Date.parse(minute!)).toBe(one.at);
          const { mark, index, funding, fundingHours, markVolatility, bid, ask } = one;
          const values = [mark, index, funding, fundingHours, markVolatility, bid, ask];
          // A spreadsheet has no negative zero.
          const plain = values.map((number) => (number === null ? null : number + 0));
          expect(numbers.map((cell) => (cell === '' ? null : Number(cell)))).toEqual(plain);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('a reader beside the recorder sees what was written so far', () => {
  const store = aStore();
  store.putMarketMinute({ venue: 'deribit', at: later(0), rows: [aMinute()] }, keepAll);
  expect([...aReader(store.path).marketMinutes()]).toEqual([aMinute()]);
});
