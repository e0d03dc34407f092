import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandLine } from './command-line.ts';

const { folder, crossguard } = commandLine('replay');
const START = Date.UTC(2026, 10, 26, 12);

/** Deribit's documented notifications (docs.deribit.com), shortened to what is read. */
function line(second: number, channel: string, data: object): string {
  const at = START + second * 1_000;
  const params = { channel, data: { timestamp: at, ...data } };
  const text = JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params });
  return JSON.stringify({ at: at + 40, from: 'wss://www.deribit.com/ws/api/v2', text });
}

const named = { instrument_name: 'BTC-PERPETUAL' };
const book = (second: number, id: number, previous: number | null, bid: number): string =>
  line(second, 'book.BTC-PERPETUAL.100ms', {
    ...named,
    type: previous === null ? 'snapshot' : 'change',
    change_id: id,
    ...(previous === null ? {} : { prev_change_id: previous }),
    bids: [['new', bid, 90_000]],
    asks: previous === null ? [['new', 100_000, 50_000]] : [],
  });
const ticker = (second: number, mark: number): string =>
  line(second, 'ticker.BTC-PERPETUAL.100ms', {
    ...named,
    mark_price: mark,
    index_price: mark,
    best_bid_price: 0,
  });
const index = (second: number, price: number): string =>
  line(second, 'deribit_price_index.btc_usd', { index_name: 'btc_usd', price });

function recording(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

describe('crossguard replay', () => {
  test('a whole recording: exit code 0, the book, the last values', () => {
    const file = recording('whole.ndjson', [
      book(0, 1, null, 90_000),
      book(1, 2, 1, 91_000),
      ticker(2, 95_000),
    ]);
    const { status, stdout } = crossguard('replay', '--venue', 'deribit', file, '--json');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      venue: 'deribit',
      frames: 3,
      gaps: { count: 0 },
      faults: { count: 0 },
    });
    expect(report.books).toMatchObject([
      {
        symbol: 'BTC-PERPETUAL',
        state: 'live',
        bids: [
          [91_000, 90_000],
          [90_000, 90_000],
        ],
        asks: [[100_000, 50_000]],
      },
    ]);
    expect(report.tickers[0].values.mark).toEqual({ value: 95_000, at: START + 2_000 });
    // The venue says that nobody bids: that is known, and no price.
    expect(report.tickers[0].values.bid).toEqual({ value: null, at: START + 2_000 });
  });

  test('a gap, a text that is no message and a line that is no recording: each is said, exit code 2', () => {
    const file = recording('broken.ndjson', [
      book(0, 1, null, 90_000),
      book(1, 5, 4, 91_000),
      JSON.stringify({ at: START, from: 'wss://www.deribit.com/ws/api/v2', text: '{"half' }),
      'no recording',
    ]);
    const { status, stdout } = crossguard('replay', '--venue', 'deribit', file);
    expect(status).toBe(2);
    expect(stdout).toContain('BTC-PERPETUAL.DERIBIT: withdrawn');
    expect(stdout).toContain('message 4 does not follow 1; not whole again');
    expect(stdout).toContain('no JSON: {"half');
    expect(stdout).toContain('no line of a recording: no recording');
  });

  test('the books of an asset as one: an inverse book counts coins at each level’s own price', () => {
    const file = recording('ladder.ndjson', [book(0, 1, null, 90_000)]);
    const { status, stdout } = crossguard(
      'replay',
      '--venue',
      'deribit',
      file,
      '--ladder',
      'BTC',
      '--json',
    );
    expect(status).toBe(0);
    const { ladder, top } = JSON.parse(stdout);
    expect(ladder.bids).toMatchObject([{ price: 90_000, quantity: 1 }]);
    expect(ladder.asks).toMatchObject([{ price: 100_000, quantity: 0.5 }]);
    expect(top.value.mid).toBe(95_000);
    expect(crossguard('replay', '--venue', 'deribit', file, '--ladder', 'ETH').status).toBe(1);
  });

  test('warnings of a recording: the same account, the same level, at the recording’s own time', () => {
    const positions = join(folder, 'positions.json');
    writeFileSync(
      positions,
      JSON.stringify({
        jsonrpc: '2.0',
        usOut: (START - 3_600_000) * 1_000,
        result: [
          {
            instrument_name: 'BTC-PERPETUAL',
            kind: 'future',
            direction: 'sell',
            size: -1_000_000,
            average_price: 95_000,
            mark_price: 95_000,
            index_price: 95_000,
            floating_profit_loss: 0,
            total_profit_loss: 0,
          },
        ],
      }),
    );
    const balances = join(folder, 'account.json');
    writeFileSync(
      balances,
      JSON.stringify({
        jsonrpc: '2.0',
        usOut: (START - 3_600_000) * 1_000,
        result: {
          summaries: [{ currency: 'BTC', balance: 2, equity: 2, margin_model: 'segregated_sm' }],
        },
      }),
    );
    const store = join(folder, 'desk.crossguard');
    const imported = crossguard(
      'import',
      positions,
      balances,
      '--store',
      store,
      '--account',
      'main',
    );
    expect(imported.status).toBe(0);
    // Short 1,000,000 dollars against 2 coins: equity falls by 1,000,000 × (1/95,000 − 1/p) coins.
    const file = recording('call.ndjson', [
      index(0, 95_000),
      ticker(0, 95_000),
      index(60, 120_000),
      ticker(60, 120_000),
      index(120, 95_000),
      ticker(120, 95_000),
    ]);
    expect(
      crossguard('market', 'import', '--venue', 'deribit', file, '--store', store).status,
    ).toBe(0);
    const { status, stdout } = crossguard('replay', '--store', store, '--levels', '--json');
    expect(status).toBe(0);
    const changes = stdout
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(changes).toMatchObject([
      { before: 'ok', after: 'liquidation' },
      { before: 'liquidation', after: 'ok' },
    ]);
    expect(changes.map(({ at }) => at - START)).toEqual([60_040, 120_040]);
  });

  test('what cannot be: exit code 1 and why', () => {
    expect(crossguard('replay', '--venue', 'nowhere', 'x').stderr).toContain('usage');
    expect(crossguard('replay', '--levels', '--venue', 'deribit', 'x').stderr).toContain('usage');
    expect(crossguard('replay', '--venue', 'deribit', join(folder, 'absent'))).toMatchObject({
      status: 1,
    });
    const empty = recording('empty.ndjson', ['']);
    expect(crossguard('replay', '--venue', 'deribit', empty)).toMatchObject({ status: 1 });
  });
});
