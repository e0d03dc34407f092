import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATEMENT_FORMATS } from '../../../src/main/imports/formats.ts';
import { bytesOf, readFile, readText, sourceOf, type Read } from './reading.ts';

const FORMATS = STATEMENT_FORMATS.map((format) => format.id);

/** What must hold of every reading, whatever was read. */
function sound(read: Read): void {
  const rows = read.events.filter((event) => event.event === 'row').length;
  expect(read.tally).toEqual({
    rows: rows + read.failures.length,
    good: rows,
    failed: read.failures.length,
  });
  for (const { message, reason } of read.failures) {
    expect(message).not.toBe('');
    expect(message.length).toBeLessThan(600);
    expect(reason).not.toBe('');
  }
}

const STATEMENT = 'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark';
const ROW = '1,2024-10-20 21:01:19,Spot,Deposit,SOL,0.5,x';

describe('a hostile table', () => {
  it.each([
    ['header only', STATEMENT, 0, 0],
    ['no final newline', `${STATEMENT}\n${ROW}`, 1, 0],
    ['cut off in a row', `${STATEMENT}\n${ROW}\n1,2024-10-20 21`, 1, 1],
    ['cut off in a quote', `${STATEMENT}\n${ROW}\n1,"2024-10-20 21`, 1, 1],
    ['ragged rows', `${STATEMENT}\n${ROW},,,\n${ROW},a,b\n1,2\n${ROW}`, 2, 2],
    [
      'formulas',
      `${STATEMENT}\n1,2024-10-20 21:01:19,=cmd|'/c calc'!A1,Deposit,SOL,0.5,=1+1`,
      1,
      0,
    ],
    ['the header twice', `${STATEMENT}\n${ROW}\n${STATEMENT}\n${ROW}`, 2, 1],
    [
      'a number without end',
      `${STATEMENT}\n1,2024-10-20 21:01:19,Spot,Deposit,SOL,${'9'.repeat(5000)},`,
      0,
      1,
    ],
    [
      'an exponent without end',
      `${STATEMENT}\n1,2024-10-20 21:01:19,Spot,Deposit,SOL,1e400,`,
      0,
      1,
    ],
    [
      'a column named __proto__',
      `${STATEMENT},__proto__,constructor\n${ROW},polluted,polluted`,
      1,
      0,
    ],
    ['NUL in a later block', `${STATEMENT}\n${`${ROW}\n`.repeat(3000)}1,\0,\0,\n`, 3000, 1],
  ])('is read as far as it goes: %s', async (_name, text, good, failed) => {
    const read = await readText(text);
    sound(read);
    expect(read.tally).toMatchObject({ good, failed });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('says which column is named twice', async () => {
    const read = await readText(`${STATEMENT},Change\n${ROW},7`);
    expect(read.failures).toMatchObject([{ reason: 'ambiguous' }]);
    expect(read.failures[0]?.message).toContain('"Change" twice');
  });

  it('keeps a formula as the text it is', async () => {
    const read = await readText(`${STATEMENT}\n1,2024-10-20 21:01:19,Spot,=1+1,SOL,0.5,`);
    expect(read.items).toMatchObject([{ type: 'unknown', operation: '=1+1' }]);
  });
});

describe('a hostile document', () => {
  const position =
    '{"instrument_name":"BTC-PERPETUAL","size":1,"direction":"buy","average_price":1,"mark_price":1}';

  it.each([
    ['cut off', `[${position},{"instrument_name":"BTC`],
    ['nested beyond reason', `${'['.repeat(200_000)}${position}${']'.repeat(200_000)}`],
    [
      'an object nested beyond reason',
      `${'{"a":'.repeat(100_000)}${position}${'}'.repeat(100_000)}`,
    ],
    ['two documents', `${position} ${position}`],
    ['a trailing comma', `[${position},]`],
    ['NaN', position.replace('1,', 'NaN,')],
  ])('is one failure, or its rows: %s', async (_name, text) => {
    const read = await readText(text, { format: 'deribit-positions-json' });
    sound(read);
    expect(read.tally.rows).toBeGreaterThan(0);
  });

  it('reads one document a line', async () => {
    const read = await readText(`${position}\n${position}\n`);
    expect(read.tally).toEqual({ rows: 2, good: 2, failed: 0 });
  });

  it('does not take a prototype for data', async () => {
    const text = `[{"__proto__":{"size":5,"direction":"buy"},"instrument_name":"BTC-PERPETUAL","size":1,"direction":"buy","average_price":1,"mark_price":1,"constructor":{"prototype":{"x":1}}}]`;
    const read = await readText(text);
    sound(read);
    expect(read.items).toMatchObject([{ quantity: '1' }]);
    expect(Object.hasOwn(Object.prototype, 'size')).toBe(false);
  });

  it('counts its rows by the hundred thousand', async () => {
    const text = `[${Array.from({ length: 200_000 }, () => position).join()}]`;
    const read = await readText(text);
    expect(read.tally).toEqual({ rows: 200_000, good: 200_000, failed: 0 });
  });
});

/** Words of the formats themselves, so that random texts come near to real ones. */
const WORDS = [
  'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark', 'id,Order id,Time,Trade Type,Symbol,Action,Amount,Position Balance,Balance Unit',
  'uid,dateTime,account,type,symbol,change,new balance,trade price,realized pnl,fee', 'timestamp,instrument_name,mark_price,futures_price,implied_volatility',
  '"instrument_name":', '"size":', '"symbol":', '"positionAmt":', '"instId":', '"pos":', '"side":', '"coin":', '"walletBalance":', '"assetPositions":',
  '{', '}', '[', ']', ',', ':', '"', '\n', '\r\n', ';', '\t', '2024-01-01 00:00:00', '1768262400007', '1e400', '-', '--', 'BTC-PERPETUAL', 'null', 'true', '0E-8', '=1', '__proto__', '\uFEFF', '<a>', '</a>', '<?xml?>', '<!DOCTYPE a [<!ENTITY b "c">]>', '&b;',
]; // prettier-ignore
const text = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('no text makes a reader throw', () => {
  it('whatever the format', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FORMATS),
        text,
        fc.integer({ min: 1, max: 64 }),
        async (format, any, size) => {
          sound(await readFile(sourceOf('any', bytesOf(any), size), { format }));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('nor any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.constantFrom(...FORMATS)),
        fc.uint8Array({ maxLength: 300 }),
        async (format, bytes) => {
          sound(await readFile(sourceOf('any', bytes), { format }));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
