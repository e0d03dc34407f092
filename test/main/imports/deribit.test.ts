import { describe, expect, it } from 'vitest';
import { of, readText } from './reading.ts';

const json = (value: unknown) => JSON.stringify(value);

const position = {
  instrument_name: 'ETH-PERPETUAL',
  kind: 'future',
  direction: 'buy',
  size: 1,
  average_price: 2074.25,
  mark_price: 1963.31,
  index_price: 1963.1,
  floating_profit_loss: -3.1102e-5,
  leverage: 50,
};

describe('positions', () => {
  it('are read bare, wrapped, and with numbers as text', async () => {
    const asText = Object.fromEntries(
      Object.entries(position).map(([key, value]) => [key, String(value)]),
    );
    const documents = [
      [position],
      { jsonrpc: '2.0', note: 'x', result: [position] },
      { result: [asText] },
      position,
    ];
    for (const document of documents) {
      const read = await readText(json(document), { name: 'p.json' });
      expect(read.format).toBe('deribit-positions-json');
      expect(of(read, 'position')).toMatchObject([
        {
          account: 'main',
          market: 'DERIBIT',
          symbol: 'ETH-PERPETUAL',
          quantity: '1',
          entryPrice: '2074.25',
          markPrice: '1963.31',
          indexPrice: '1963.1',
          marginMode: 'cross',
        },
      ]);
    }
  });

  it('keep every digit of a number that a float would round', async () => {
    const text = json([position]).replace('1963.31', '0.12345678901234567891');
    expect(of(await readText(text), 'position')[0]?.markPrice).toBe('0.12345678901234567891');
  });

  it('take the time that the answer itself gives', async () => {
    const read = await readText(json({ usOut: 1_795_190_400_000_000, result: [position] }));
    expect(of(read, 'position')[0]?.at).toBe(1_795_190_400_000);
  });

  it('close with size 0', async () => {
    const read = await readText(
      json([{ ...position, direction: 'zero', size: 0, average_price: 0 }]),
    );
    expect(of(read, 'position')).toMatchObject([{ quantity: '0', entryPrice: null }]);
  });

  it('fail one by one', async () => {
    const rows = [
      position,
      { ...position, direction: 'sell' },
      { ...position, size: 'many' },
      { ...position, size: undefined },
      { ...position, average_price: { value: 1 } },
      7,
    ];
    const read = await readText(json(rows));
    expect(read.tally).toEqual({ rows: 6, good: 1, failed: 5 });
    expect(read.failures.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'size', 'conflict'],
      [3, 'size', 'malformed'],
      [4, 'size', 'missing-field'],
      [5, 'average_price', 'malformed'],
      [6, '', 'malformed'],
    ]);
  });

  it('of one currency close only what settles in it', async () => {
    const one = await readText(json([position]));
    expect(one.events.at(-1)).toMatchObject({
      event: 'scope',
      market: 'DERIBIT',
      settlement: 'ETH',
    });
    const two = await readText(json([position, { ...position, instrument_name: 'BTC-PERPETUAL' }]));
    expect(two.events.at(-1)).toMatchObject({ event: 'scope', market: 'DERIBIT' });
    expect(two.events.at(-1)).not.toHaveProperty('settlement');
  });
});

const summary = (currency: string, of_: object) => ({
  currency,
  balance: 302.60065765,
  equity: 302.61869214,
  initial_margin: 1.24669592,
  maintenance_margin: 0.8857841,
  margin_model: 'segregated_sm',
  ...of_,
});

describe('account summaries', () => {
  it('state margins per currency where the account is segregated', async () => {
    const read = await readText(
      json({ summaries: [summary('BTC', {}), summary('ETH', { balance: 100 })] }),
    );
    expect(of(read, 'balance')).toMatchObject([
      { asset: 'BTC', balance: '302.60065765' },
      { asset: 'ETH', balance: '100' },
    ]);
    expect(
      of(read, 'figure').map(({ name, asset, value, model }) => [name, asset, value, model]),
    ).toEqual([
      ['equity', 'BTC', '302.61869214', 'segregated_sm'],
      ['initialMargin', 'BTC', '1.24669592', 'segregated_sm'],
      ['maintenanceMargin', 'BTC', '0.8857841', 'segregated_sm'],
      ['equity', 'ETH', '302.61869214', 'segregated_sm'],
      ['initialMargin', 'ETH', '1.24669592', 'segregated_sm'],
      ['maintenanceMargin', 'ETH', '0.8857841', 'segregated_sm'],
    ]);
  });

  const cross = {
    margin_model: 'cross_pm',
    total_equity_usd: 2.528057708,
    total_initial_margin_usd: 0.570187404,
    total_maintenance_margin_usd: 0.456149923,
  };

  it('state the one total of a cross account once, in dollars, and never add it up', async () => {
    const messages = ['BTC', 'SOL', 'ETH'].map((currency) => ({
      method: 'subscription',
      params: { channel: 'user.portfolio.any', data: summary(currency, cross) },
    }));
    const read = await readText(json(messages));
    expect(of(read, 'balance').map((item) => item.asset)).toEqual(['BTC', 'SOL', 'ETH']);
    expect(of(read, 'figure').map(({ name, asset, value }) => [name, asset, value])).toEqual([
      ['equity', 'USD', '2.528057708'],
      ['initialMargin', 'USD', '0.570187404'],
      ['maintenanceMargin', 'USD', '0.456149923'],
    ]);
    expect(read.notes).toEqual([]);
  });

  it('say so where the currencies disagree on the total', async () => {
    const read = await readText(
      json([summary('BTC', cross), summary('ETH', { ...cross, total_equity_usd: 3 })]),
    );
    expect(read.notes.join()).toContain('differs between BTC (2.528057708 USD) and ETH (3 USD)');
  });
});

describe('instrument lists', () => {
  const option = {
    instrument_name: 'BTC-27DEC24-100000-C',
    kind: 'option',
    option_type: 'call',
    strike: 100_000,
    contract_size: 1,
    settlement_currency: 'BTC',
    expiration_timestamp: Date.UTC(2024, 11, 27, 8),
  };
  const perpetual = {
    instrument_name: 'BTC-PERPETUAL',
    kind: 'future',
    contract_size: 10,
    expiration_timestamp: 32_503_708_800_000,
  };

  it('give contracts whose size is that of the stated positions', async () => {
    const read = await readText(json({ result: [perpetual, option] }));
    expect(of(read, 'contract')).toMatchObject([
      {
        symbol: 'BTC-PERPETUAL',
        instrumentKind: 'perpetual',
        payoff: 'inverse',
        multiplier: '1',
        expiry: null,
      },
      {
        symbol: 'BTC-27DEC24-100000-C',
        instrumentKind: 'option',
        quote: 'USD',
        settlement: 'BTC',
        priceUnit: 'underlying',
        expiry: option.expiration_timestamp,
        right: 'call',
        strike: '100000',
        exercise: 'european',
      },
    ]);
  });

  it('fail where name and fields disagree, and for combinations', async () => {
    const read = await readText(
      json([
        { ...option, expiration_timestamp: Date.UTC(2024, 11, 28, 8) },
        { ...option, strike: 90_000 },
        { ...option, option_type: 'put' },
        { ...option, settlement_currency: 'USDC' },
        { ...option, instrument_name: 'BTC-FS-19MAY26_PERP', kind: 'future_combo' },
      ]),
    );
    expect(read.failures.map((failure) => failure.reason)).toEqual([
      'conflict', 'conflict', 'conflict', 'conflict', 'unsupported-instrument',
    ]); // prettier-ignore
  });
});

const CHAIN =
  'timestamp,instrument_name,option_type,strike,expiry_datetime,bid_price,ask_price,mark_price,futures_price,implied_volatility,index_price';
const QUOTE =
  '2025-12-30T17:31:15.944181+00:00,BTC-16JAN26-82000-C,call,82000.0,2026-01-16T08:00:00+00:00,,0.088,0.08550357,88728.94,0.4323,88530.23';

describe('option chains', () => {
  it('give quotes with volatility as a fraction, and no zero for a missing bid', async () => {
    const read = await readText(`${CHAIN}\n${QUOTE}\n`);
    expect(of(read, 'quote')).toEqual([
      {
        kind: 'quote',
        market: 'DERIBIT',
        symbol: 'BTC-16JAN26-82000-C',
        mark: '0.08550357',
        bid: null,
        ask: '0.088',
        volatility: '0.4323',
        forward: '88728.94',
        index: '88530.23',
        at: Date.UTC(2025, 11, 30, 17, 31, 15, 944),
      },
    ]);
  });

  it('divide percent by a hundred where the columns are those of the interface', async () => {
    const read = await readText(
      `,expiration_timestamp,option_type,instrument_name,strike,underlying_price,timestamp,mark_price,mark_iv,index_price,best_bid_price,best_ask_price
0,1590134400000,put,BTC-22MAY20-9250-P,9250.0,9096.11,1590103193775,0.02124908,85.05,9095.83,0.0,0.023
`,
    );
    expect(read.format).toBe('deribit-tickers-csv');
    expect(of(read, 'quote')).toMatchObject([
      { volatility: '0.8505', bid: null, ask: '0.023', forward: '9096.11' },
    ]);
  });

  it('fail where columns contradict the name', async () => {
    const bad = [
      QUOTE.replace('2026-01-16T', '2026-01-17T'),
      QUOTE.replace('82000.0', '83000.0'),
      QUOTE.replace('call', 'put'),
      QUOTE.replace('0.4323', '43,23'),
    ];
    const read = await readText(`${CHAIN}\n${[QUOTE, ...bad].join('\n')}`);
    expect(read.tally).toEqual({ rows: 5, good: 1, failed: 4 });
    expect(read.failures.slice(0, 3).map((failure) => failure.reason)).toEqual([
      'conflict',
      'conflict',
      'conflict',
    ]);
  });
});

const GENERATIONS = [
  'ID,UserSeq,Date,Instrument,Type,Side,Amount,Base Amount,Position,Price,Mark Price,Index Price,Cash Flow,Funding,Fee Rate,Fee Charged,Fee Balance,Change,Balance,Equity,Trade ID,Order ID,Info,Note',
  'ID,UserSeq,Date,Instrument,Type,Side,Base Amount,Position,Price,Mark Price,Index Price,Cash Flow,Funding,Fee Rate,Fee Charged,Fee Balance,Change,Balance,Equity,Trade ID,Order ID,Info,Note',
  'ID,UserSeq,Date,Instrument,Type,Side,Base Amount,Position,Price,Mark Price,Index Price,Cash Flow,Funding,Fee Rate,Fee Charged,Fee Balance,Change,Balance,Equity,Trade ID,Order ID,Info',
  'ID,UserSeq,Date,Instrument,Type,Side,Size,Position,Price,Mark Price,Cash Flow,Funding,Fee Rate,Fee Paid,Fee Balance,Change,Balance,Equity,Trade ID,Order ID,Info',
]; // prettier-ignore

/** One row under a generation's header; columns not given are empty. */
function row(header: string, cells: Readonly<Record<string, string>>): string {
  return header.split(',').map((column) => cells[column] ?? '').join(','); // prettier-ignore
}

const TRADE = {
  ID: '77',
  UserSeq: '1001',
  Date: '2021-07-22 22:42:05',
  Instrument: 'BTC-PERPETUAL',
  Type: 'trade',
  Side: 'open sell',
  Amount: '40000',
  Size: '40000',
  'Base Amount': '1.2345',
  Position: '-40000',
  Price: '32402.5',
  'Cash Flow': '0',
  'Fee Charged': '0.00061725',
  'Fee Paid': '0.00061725',
  Change: '-0.00061725',
  Balance: '1.99938275',
};

describe('transaction logs', () => {
  it.each(GENERATIONS)('are read in the generation %s', async (header) => {
    const read = await readText(`${header}\n${row(header, TRADE)}\n`, {
      name: 'transaction_log-12345-BTC-2021.csv',
    });
    expect(read.format).toBe('deribit-transaction-log-csv');
    expect(of(read, 'ledger')).toMatchObject([
      {
        account: '12345',
        id: '77',
        at: Date.UTC(2021, 6, 22, 22, 42, 5),
        sequence: 1001,
        type: 'trade',
        symbol: 'BTC-PERPETUAL',
        // Base amounts of inverse futures are coins: they are no size.
        quantity: header.includes('Size') || header.includes(',Amount') ? '-40000' : null,
        positionAfter: '-40000',
        price: '32402.5',
        asset: 'BTC',
        change: '-0.00061725',
        balanceAfter: '1.99938275',
        fee: '0.00061725',
        feeAsset: 'BTC',
      },
    ]);
  });

  const header = GENERATIONS[1] ?? '';
  const log = (...rows: readonly object[]) =>
    `${header}\n${rows.map((cells) => row(header, { ...TRADE, ...cells })).join('\n')}\n`;

  it('count base amounts where positions are in coins', async () => {
    const read = await readText(
      log({ Instrument: 'BTC-27DEC24-60000-C', 'Base Amount': '0.5', Side: 'open buy' }),
      {
        name: 'transaction_log-12345-BTC-2021.csv',
      },
    );
    expect(of(read, 'ledger')[0]?.quantity).toBe('0.5');
  });

  it('keep operations that nobody knows', async () => {
    const read = await readText(log({ Type: 'lunar rebate', Instrument: '-', Side: '-' }), {
      name: 'transaction_log-12345-BTC-2021.csv',
    });
    expect(of(read, 'ledger')).toMatchObject([
      { type: 'unknown', operation: 'lunar rebate', symbol: null },
    ]);
  });

  it('take the currency from the contract if the name of the file lacks it, else fail', async () => {
    const read = await readText(log({}, { Type: 'deposit', Instrument: '', Side: '-' }), {
      name: 'log.csv',
    });
    expect(of(read, 'ledger')[0]?.asset).toBe('BTC');
    expect(read.failures).toMatchObject([{ line: 3, reason: 'missing-field' }]);
    expect(read.notes.join()).toContain('file name');
  });

  it('fail where the contract settles in another currency than the file’s', async () => {
    const read = await readText(log({}), { name: 'transaction_log-12345-ETH-2021.csv' });
    expect(read.failures).toMatchObject([{ reason: 'conflict' }]);
  });

  it('let the user name the account', async () => {
    const read = await readText(log({}), {
      name: 'transaction_log-12345-BTC-2021.csv',
      account: 'desk',
    });
    expect(of(read, 'ledger')[0]?.account).toBe('desk');
  });
});
