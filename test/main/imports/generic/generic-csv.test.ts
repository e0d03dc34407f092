import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  FailedRow,
  ReadEvent,
  ReadOptions,
  StatementItem,
} from '../../../../src/main/imports/format.ts';
import { GENERIC_FIELDS } from '../../../../src/main/imports/generic/fields.ts';
import { genericCsv } from '../../../../src/main/imports/generic/generic-csv.ts';
import {
  expiryText,
  numberText,
  timeText,
  type Readings,
} from '../../../../src/main/imports/generic/readings.ts';
import { COMMA, POINT } from '../../../../src/main/imports/decimals.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { FILE_TIME, of, readText } from '../reading.ts';
import { readShared, sharedText } from '../shared-files.ts';

type Mapped = {
  readonly events: readonly ReadEvent[];
  readonly items: readonly StatementItem[];
  readonly failures: readonly FailedRow[];
};

/** Reads a table as a saved mapping explains it. */
async function mapped(text: string, columns: Readonly<Record<string, string>>): Promise<Mapped> {
  async function* chunks(): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += 100) yield text.slice(at, at + 100);
  }
  const options: ReadOptions = {
    name: 'x.csv',
    account: null,
    mapping: { name: 'mine', columns },
    fileTime: FILE_TIME,
  };
  const events: ReadEvent[] = [];
  for await (const event of genericCsv.read(chunks(), options)) events.push(event);
  return {
    events,
    items: events.flatMap((event) => (event.event === 'row' ? event.items : [])),
    failures: events.flatMap((event) => (event.event === 'failed' ? [event.failure] : [])),
  };
}

const OPTION =
  'account,market,symbol,quantity,mark_price,volatility,kind,payoff,underlying,quote,multiplier,expiry,right,strike,time';

describe('a generic CSV under our own names', () => {
  it('is recognised by them alone', async () => {
    const read = await readText('market,symbol,quantity\nDERIBIT,BTC-PERPETUAL,-40000\n');
    expect(read.format).toBe('generic-csv');
    expect(of(read, 'position')).toMatchObject([
      {
        account: 'main',
        market: 'DERIBIT',
        symbol: 'BTC-PERPETUAL',
        quantity: '-40000',
        contract: null,
        at: FILE_TIME,
        marginMode: 'cross',
      },
    ]);
    expect(read.events).toContainEqual({
      event: 'scope',
      account: 'main',
      market: 'DERIBIT',
      at: FILE_TIME,
    });
    const foreign = await readText(
      'market,symbol,quantity,secret\nDERIBIT,BTC-PERPETUAL,-40000,1\n',
    );
    expect(foreign.refusal?.message).toContain('market,symbol,quantity,secret');
  });

  it('reads an inverse option with its facts and its volatility', async () => {
    const read = await readText(
      `${OPTION}\ndesk,X,BTC-C,-2,0.05,0.65,option,inverse,BTC,USD,1,2026-12-25T08:00Z,C,90000,2026-11-20T16:00:00Z\n`,
    );
    expect(read.failures).toEqual([]);
    const at = Date.UTC(2026, 10, 20, 16);
    expect(of(read, 'position')[0]).toMatchObject({
      account: 'desk',
      at,
      contract: {
        instrumentKind: 'option',
        payoff: 'inverse',
        settlement: 'BTC',
        priceUnit: 'underlying',
        expiry: Date.UTC(2026, 11, 25, 8),
        right: 'call',
        strike: '90000',
        exercise: 'european',
      },
    });
    expect(of(read, 'quote')).toMatchObject([
      { market: 'X', symbol: 'BTC-C', volatility: '0.65', mark: '0.05', at },
    ]);
  });

  it('reads balances and stated figures', async () => {
    const read = await readText(
      'account,asset,balance,equity,initial_margin,maintenance_margin,time\ndesk,EUR,-125.50,1000,,300,2026-11-20\n',
    );
    expect(read.format).toBe('generic-csv');
    expect(of(read, 'balance')).toMatchObject([
      { account: 'desk', asset: 'EUR', balance: '-125.5' },
    ]);
    expect(of(read, 'figure').map(({ name, value }) => [name, value])).toEqual([
      ['equity', '1000'],
      ['maintenanceMargin', '300'],
    ]);
  });

  it.each([
    ['-3', 'short', '-3'],
    ['3', 'short', '-3'],
    ['3', 'SELL', '-3'],
    ['3', 'buy', '3'],
    ['-3', '', '-3'],
  ])('signs %s %s as %s', async (quantity, side, expected) => {
    const read = await readText(`market,symbol,quantity,side\nX,A,${quantity},${side}\n`);
    expect(of(read, 'position')[0]?.quantity).toBe(expected);
  });

  it.each([
    ['X,A,-3,long,,,,', 'quantity', 'conflict'],
    ['X,A,3,flat,,,,', 'side', 'malformed'],
    ['X,A,,long,,,,', 'quantity', 'missing-field'],
    ['X,,3,,,,,', 'symbol', 'missing-field'],
    [',A,3,,,,,', 'market', 'missing-field'],
    ['X,A,"1,234",,,,,', 'quantity', 'malformed'],
    ['X,A,3,,future,BTC,USD,', 'multiplier', 'missing-field'],
    ['X,A,3,,future,BTC,USD,1', 'expiry', 'missing-field'],
    ['X,A,3,,future,BTC,USD,-1', 'multiplier', 'malformed'],
    ['X,A,3,,swap,BTC,USD,1', 'kind', 'malformed'],
  ])('fails %s', async (row, field, reason) => {
    const read = await readText(
      `market,symbol,quantity,side,kind,underlying,quote,multiplier\n${row}\nX,B,1,,,,,\n`,
    );
    expect(read.failures).toMatchObject([{ line: 2, field, reason }]);
    expect(of(read, 'position')).toMatchObject([{ symbol: 'B' }]);
    expect(read.events.filter(({ event }) => event === 'scope')).toEqual([]);
  });

  it('does not take percent for a fraction', async () => {
    const read = await readText('market,symbol,quantity,volatility\nX,A,1,65\n');
    expect(read.failures).toMatchObject([{ field: 'volatility', reason: 'malformed' }]);
  });

  it('reads the examples of its own documentation', async () => {
    const text = readFileSync(new URL('../../../../docs/generic-csv.md', import.meta.url), 'utf8');
    const examples = Array.from(text.matchAll(/```csv\n([^`]*)```/g), (match) => match[1] ?? '');
    expect(examples).toHaveLength(2);
    const [positions, balances] = await Promise.all(examples.map((example) => readText(example)));
    expect(positions?.failures).toEqual([]);
    expect(positions === undefined ? [] : of(positions, 'position')).toMatchObject([
      {
        symbol: 'FDXM DEC26',
        quantity: '-4',
        contract: { multiplier: '5', expiry: Date.UTC(2026, 11, 18, 11) },
      },
      { symbol: 'BTC-PERPETUAL', contract: null },
    ]);
    expect(balances === undefined ? [] : of(balances, 'balance')).toMatchObject([
      { asset: 'EUR', balance: '125000.5' },
    ]);
    const [json = ''] = Array.from(text.matchAll(/```json\n([^`]*)```/g), (match) => match[1]);
    const mapping: { columns: Record<string, string> } = JSON.parse(json);
    const read = await mapped(
      'Instrument;Anzahl;Einstand;Kurs;Währung;Stand;Notiz\nSAP;1.500;120,5;131,25;EUR;20.11.2026 17:30;x\n',
      mapping.columns,
    );
    expect(read.failures).toEqual([]);
    expect(read.items).toMatchObject([
      {
        account: 'hedges',
        market: 'MYBROKER',
        symbol: 'SAP',
        quantity: '1500',
        entryPrice: '120.5',
        markPrice: '131.25',
        at: Date.UTC(2026, 10, 20, 16, 30),
      },
    ]);
    for (const field of GENERIC_FIELDS) expect(text).toContain(`\`${field}\``);
  });
});

describe('a mapping', () => {
  const SAXO = { market: '=SAXO', symbol: 'Instrument Symbol', quantity: 'Amount' };

  it('reads numbers of one reading and fails those of two, by line', async () => {
    const read = await mapped(
      'Instrument Symbol,Amount\nA,"419,22"\nB,1.83\nC,"1,234"\nD,1.234\nE,"1.234,5"\nF,"1,234.5"\nG,0.125\nH,1234\n',
      SAXO,
    );
    expect(read.failures.map(({ line, reason, field }) => [line, reason, field])).toEqual([
      [4, 'ambiguous', 'quantity'],
      [5, 'ambiguous', 'quantity'],
    ]);
    expect(read.items.map((item) => (item.kind === 'position' ? item.quantity : ''))).toEqual([
      '419.22', '1.83', '1234.5', '1234.5', '0.125', '1234',
    ]); // prettier-ignore
  });

  it('says which mark the file uses, and then holds it to that', async () => {
    const read = await mapped('Instrument Symbol,Amount\nA,"1,234"\nB,"419,22"\n', {
      ...SAXO,
      decimal: '.',
    });
    expect(read.items).toMatchObject([{ quantity: '1234' }]);
    expect(read.failures).toMatchObject([{ line: 3, reason: 'malformed' }]);
  });

  it('fails dates of two readings, by line', async () => {
    const columns = { ...SAXO, time: 'Date' };
    const text =
      'Instrument Symbol,Amount,Date\nA,1,31/01/2026\nB,1,02/03/2026\nC,1,02-03-2026\nD,1,02.03.2026\nE,1,2026-03-02\n';
    const open = await mapped(text, columns);
    expect(open.failures.map(({ line, reason, field }) => [line, reason, field])).toEqual([
      [3, 'ambiguous', 'time'],
      [4, 'ambiguous', 'time'],
    ]);
    const said = await mapped(text, { ...columns, dates: 'day/month/year' });
    expect(said.failures.map(({ line }) => line)).toEqual([6]);
    expect(said.items[1]).toMatchObject({ at: Date.UTC(2026, 2, 2) });
  });

  itWithSharedData('reads brokers’ own files', async (folder) => {
    const swissquote = sharedText(folder, 'exports/other-brokers/swissquote-export.csv');
    const cash = await mapped(swissquote, {
      asset: 'Currency',
      balance: 'Balance',
      time: 'Date',
      dates: 'day/month/year',
      zone: 'Europe/Zurich',
      decimal: '.',
    });
    // 24-08-2022 07:00:15;…;6612.40;CHF, in summer two hours ahead of UTC
    expect(cash.items[0]).toMatchObject({
      asset: 'CHF',
      balance: '6612.4',
      at: Date.UTC(2022, 7, 24, 5, 0, 15),
    });
    expect(cash.items.length + cash.failures.length).toBe(21);

    const schwab = sharedText(folder, 'exports/other-brokers/schwab-export.csv');
    const rows = await mapped(schwab, {
      market: '=SCHWAB',
      symbol: 'Symbol',
      quantity: 'Quantity',
      mark_price: 'Price',
      decimal: '.',
    });
    // 11/01/2023,Reinvest Shares,SPY,…,1.6531,$420.10
    expect(rows.items[0]).toMatchObject({ symbol: 'SPY', quantity: '1.6531', markPrice: '420.1' });
    // Rows of dividends and interest have no quantity: each is a failure that says so.
    expect(rows.failures.every(({ reason }) => reason === 'missing-field')).toBe(true);
    expect(rows.items.length + rows.failures.length).toBe(120);

    const degiro = sharedText(folder, 'exports/other-brokers/degiro-export.csv');
    const twice = await mapped(degiro, { asset: 'Saldo', balance: 'Mutatie', decimal: ',' });
    // The header names no column of the amounts: its cells stand below empty names, and no row is misread.
    expect(twice.items).toEqual([]);
    expect(twice.failures.length).toBeGreaterThan(0);
  });

  it.each([
    ['a column that the file lacks', { ...SAXO, mark_price: 'Kurs' }, 'missing-field', 'Kurs'],
    ['a field that there is not', { ...SAXO, price: 'Amount' }, 'malformed', 'price'],
    ['a mark that is none', { ...SAXO, decimal: "'" }, 'malformed', 'decimal'],
    ['a form of dates that is none', { ...SAXO, dates: 'american' }, 'malformed', 'dates'],
    ['a zone that is none', { ...SAXO, zone: 'Moon' }, 'malformed', 'zone'],
    ['no columns at all', { market: '=X' }, 'malformed', 'maps no column'],
  ])('with %s is one failure', async (_name, columns, reason, said) => {
    const read = await mapped('Instrument Symbol,Amount\nA,1\n', columns);
    expect(read.items).toEqual([]);
    expect(read.failures).toMatchObject([{ line: 1, reason }]);
    expect(`${read.failures[0]?.field} ${read.failures[0]?.message}`).toContain(said);
  });

  it('passes over columns that nobody asked for, even if named twice', async () => {
    const read = await mapped('Instrument Symbol,Amount,,,Note,Note\nA,1,x,y,z,z\nB,2\n', SAXO);
    expect(read.failures).toEqual([]);
    expect(read.items).toHaveLength(2);
  });
});

describe('other brokers’ files', () => {
  for (const name of [
    'corrupt_nexo',
    'cryptocom-export',
    'degiro-export',
    'etoro-export',
    'saxo-export',
    'schwab-export',
    'swissquote-export',
  ]) {
    itWithSharedData(`refuses ${name}.csv by what it begins with`, async (folder) => {
      const path = `exports/other-brokers/${name}.csv`;
      const [header = ''] = sharedText(folder, path).split(/\r?\n/);
      const read = await readShared(folder, path);
      expect(read.format).toBeNull();
      expect(read.refusal?.message).toContain(header.slice(0, 100).trim());
      expect(read.refusal?.message).toContain('generic CSV');
    });
  }
});

describe('numbers and times of a file', () => {
  const open: Readings = { decimal: null, times: null, zone: 'UTC' };
  const point: Readings = { ...open, decimal: POINT };
  const comma: Readings = { ...open, decimal: COMMA };

  it('read as both marks or not at all, without a rule', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?[\d.,]{1,12}$/), (text) => {
        const [any, one, other] = [open, point, comma].map((readings) =>
          numberText(text, readings),
        );
        if (any?.ok !== true) return;
        // Whatever is read has that one reading, under one of the rules.
        expect([
          one?.ok === true ? one.value : null,
          other?.ok === true ? other.value : null,
        ]).toContain(any.value);
        const zero = /^[+-]?0[.,]/.test(text);
        if (one?.ok === true && other?.ok === true && !zero) expect(one.value).toBe(other.value);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(open, point, comma), (text, readings) => {
        numberText(text, readings);
        timeText(text, readings);
        expiryText(text, readings);
      }),
    );
  });

  it.each([
    ['2026-12-25', Date.UTC(2026, 11, 25, 16)],
    ['2026-12-25T08:00:00Z', Date.UTC(2026, 11, 25, 8)],
    ['1798185600000', Date.UTC(2026, 11, 25, 8)],
  ])('an expiry of %s', (text, at) => {
    expect(expiryText(text, open)).toEqual({ ok: true, value: at });
  });
});
