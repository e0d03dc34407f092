import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATEMENT_FORMATS } from '../../../../src/main/imports/formats.ts';
import { bytesOf, of, readFile, readText, sourceOf } from '../reading.ts';

const POSITION =
  '<OpenPosition accountId="U1" currency="USD" fxRateToBase="1" assetCategory="STK" symbol="AAPL" position="10" markPrice="200" reportDate="20250115"/>';
const wrapped = (inside: string): string =>
  `<FlexQueryResponse><FlexStatements><FlexStatement accountId="U1">${inside}</FlexStatement></FlexStatements></FlexQueryResponse>`;

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i === 0 ? '' : i};`.repeat(10)}">`,
).join('')}]>`;

const XML_FORMATS = STATEMENT_FORMATS.map(({ id }) => id).filter((id) => /xml|fixml/.test(id));

describe('hostile XML', () => {
  it.each([
    ['a bomb of entities', `${LAUGHS}${wrapped(POSITION.replace('AAPL', '&lol9;'))}`],
    [
      'an entity that names a file',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${wrapped(POSITION.replace('AAPL', '&x;'))}`,
    ],
    [
      'a document type alone',
      `<!DOCTYPE FlexQueryResponse SYSTEM "http://example.com/x.dtd">${wrapped(POSITION)}`,
    ],
    ['20,000 elements in each other', wrapped('<a>'.repeat(20_000) + '</a>'.repeat(20_000))],
    ['a document that is cut off', wrapped(POSITION).slice(0, -30)],
    ['a document that is cut off in an attribute', wrapped(POSITION).slice(0, 150)],
    ['an attribute named twice', wrapped(POSITION.replace('symbol=', 'symbol="MSFT" symbol='))],
    ['two documents in one', wrapped(POSITION) + wrapped(POSITION)],
    ['an element of a prototype', wrapped('<__proto__ a="1"/>')],
    ['a comment without an end', `<!-- ${wrapped(POSITION)}`],
    ['no XML at all', 'hello'],
    ['nothing', ' '],
  ])('is one failure with no rows: %s', async (_name, text) => {
    for (const format of XML_FORMATS) {
      const read = await readText(text, { format });
      expect(read.items).toEqual([]);
      const faults = read.refusal === null ? read.failures : [read.refusal];
      expect(faults).toHaveLength(1);
      expect(faults[0]?.reason).toBe('malformed');
    }
  });

  it('keeps the texts of attributes as they are', async () => {
    const symbol = 'A&amp;B &lt;0010&gt; &#65;&#x42; &amp;lt; &unknown; 0x1F';
    const read = await readText(wrapped(POSITION.replace('AAPL', symbol)));
    // Each entity once, and none of the document's own.
    expect(of(read, 'position')[0]?.symbol).toBe('A&B <0010> AB &lt; &unknown; 0x1F');
  });

  it('reads a document whose names have a prefix', async () => {
    const text = `<f:FIXML xmlns:f="http://www.fixprotocol.org/FIXML-5-0"><f:PosRpt BizDt="2025-01-15"><f:Pty ID="me"/><f:Instrmt Sym="XYZ"/><f:Qty Long="3" Short="5"/></f:PosRpt></f:FIXML>`;
    const read = await readText(text);
    expect(read.format).toBe('fixml-position-report');
    expect(of(read, 'position')).toMatchObject([{ account: 'me', symbol: 'XYZ', quantity: '-2' }]);
  });

  it('reads 50,000 rows', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => POSITION.replace('AAPL', `A${i}`)).join(
      '',
    );
    const read = await readText(wrapped(rows));
    expect(read.tally).toEqual({ rows: 50_000, good: 50_000, failed: 0 });
  });
});

const NAMES = [
  'OpenPosition',
  'Trade',
  'Order',
  'Lot',
  'CashReportCurrency',
  'CashTransaction',
  'FxLot',
  'SecurityInfo',
  'ConversionRate',
  'Transfer',
  'CorporateAction',
  'EquitySummaryByReportDateInBase',
  'PosRpt',
  'Qty',
  'Instrmt',
  'CCPTradeId',
  'FlexStatement',
  'Zoo',
];
const ATTRIBUTES = [
  'accountId',
  'currency',
  'assetCategory',
  'symbol',
  'conid',
  'multiplier',
  'strike',
  'expiry',
  'putCall',
  'quantity',
  'position',
  'markPrice',
  'positionValue',
  'reportDate',
  'dateTime',
  'tradePrice',
  'proceeds',
  'ibCommission',
  'ibCommissionCurrency',
  'levelOfDetail',
  'endingCash',
  'amount',
  'type',
  'rate',
  'fromCurrency',
  'toCurrency',
  'fxRateToBase',
  'total',
  'Long',
  'Short',
  'Sym',
  'BizDt',
  'constructor',
  'whenGenerated',
  'toDate',
];
const VALUES = [
  '',
  '0',
  '-1',
  '100',
  '1e5',
  '--',
  'N/A',
  'USD',
  'BASE_SUMMARY',
  'STK',
  'OPT',
  'FUT',
  'FOP',
  'CASH',
  'BOND',
  'AAPL',
  'AAPL  250221C00180000',
  'ESH5',
  'CHF.USD',
  '20250115',
  '2025-01-15;093000',
  '02/03/2025',
  '31/31/2025',
  'LOT',
  'SUMMARY',
  'ORDER',
  '9'.repeat(100),
  '&amp;',
  'C',
  'P',
  '__proto__',
];

const element = fc
  .record({
    name: fc.constantFrom(...NAMES),
    attributes: fc.uniqueArray(fc.constantFrom(...ATTRIBUTES), { maxLength: 14 }),
    values: fc.array(fc.oneof(fc.constantFrom(...VALUES), fc.stringMatching(/^[^<>&"']{0,6}$/)), {
      minLength: 14,
      maxLength: 14,
    }),
  })
  .map(
    ({ name, attributes, values }) =>
      `<${name} ${attributes.map((key, i) => `${key}="${values[i]}"`).join(' ')}/>`,
  );

describe('any statement of plausible elements', () => {
  it('is read without throwing, row by row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...XML_FORMATS),
        fc.array(element, { maxLength: 12 }),
        async (format, elements) => {
          const text = `<FlexQueryResponse><FlexStatement accountId="U1"><OpenPositions>${elements.join('')}</OpenPositions></FlexStatement></FlexQueryResponse>`;
          const read = await readFile(sourceOf('any.xml', bytesOf(text)), { format });
          const rows = read.events.filter(({ event }) => event === 'row').length;
          expect(read.tally.rows).toBe(rows + read.failures.length);
          for (const { message } of read.failures) expect(message.length).toBeLessThan(600);
          for (const item of of(read, 'position'))
            expect(item.quantity).toMatch(/^-?\d+(?:\.\d+)?$/);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
