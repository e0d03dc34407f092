import { describe, expect, it } from 'vitest';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { FILE_TIME, of, readText } from '../reading.ts';
import { readShared } from '../shared-files.ts';

const SCOPE = { event: 'scope', account: 'main', market: 'EUREX', at: FILE_TIME };

describe('Eurex Clearing portfolios', () => {
  for (const name of ['eurex_estimator_etd_csv.json', 'eurex_estimator_etd_portfolio.json']) {
    itWithSharedData(`reads ${name} like its twin`, async (folder) => {
      const read = await readShared(folder, `exports/clearing/${name}`);
      expect(read.format).toBe('eurex-etd-json');
      expect(read.tally).toEqual({ rows: 2, good: 2, failed: 0 });
      expect(of(read, 'position')).toMatchObject([
        {
          market: 'EUREX',
          symbol: 'FEXD 20321217',
          quantity: '1',
          // EUR 100 per index point; trading ends at 12:00 in Frankfurt, in winter 11:00 UTC
          contract: {
            instrumentKind: 'future',
            multiplier: '100',
            quote: 'EUR',
            expiry: Date.UTC(2032, 11, 17, 11),
          },
        },
        {
          symbol: 'OEXD 20321217 C 90',
          quantity: '-1',
          contract: {
            instrumentKind: 'option',
            multiplier: '100',
            strike: '90',
            right: 'call',
            exercise: 'european',
          },
        },
      ]);
      expect(of(read, 'position')[0]?.contract?.underlying).toBe(
        of(read, 'position')[1]?.contract?.underlying,
      );
      expect(read.events).toContainEqual(SCOPE);
    });
  }

  it('nets long and short, and tells adjusted series apart', async () => {
    const read = await readText(
      'Product ID,Expiry Year,Expiry Month,Expiry Day,Contract Date,Contract Year,Contract Month,Version Number,Product Settlement Type,Call Put Flag,Exercise Price,Exercise Style Flag,Instrument Type,Assigned/Notified Balance,Exercised/Allocated Balance,Long Balance,Short Balance\n' +
        'FESX,,,,20261218,,,0,N,,,,Future,0,0,10,25\n' +
        'OESX,,,,20261218,,,0,D,P,5000,EUROPEAN,Option,0,0,7,0\n' +
        'OESX,,,,20261218,,,1,D,P,5000,EUROPEAN,Option,2,0,7,0\n' +
        'NEWP,,,,,2026,3,0,N,,,,Future,0,0,1,0\n',
    );
    expect(read.format).toBe('eurex-etd-csv');
    expect(read.failures).toEqual([]);
    expect(
      of(read, 'position').map(({ symbol, quantity, contract }) => [
        symbol,
        quantity,
        contract?.multiplier,
      ]),
    ).toEqual([
      ['FESX 20261218', '-15', '10'],
      ['OESX 20261218 P 5000', '7', '10'],
      ['OESX 20261218 P 5000 v1', '7', undefined],
      ['NEWP 202603', '1', undefined],
    ]);
  });

  it('reads the simplified table, and closes nothing after a row that failed', async () => {
    const header =
      'Product ID,Contract Date,Call Put Flag,Exercise Price,Version Number,Net LS Balance';
    const good = await readText(`${header}\nFDAX,20261218,,,0,-3\n`);
    expect(of(good, 'position')).toMatchObject([
      {
        symbol: 'FDAX 20261218',
        quantity: '-3',
        contract: { underlying: 'DAX', multiplier: '25' },
      },
    ]);
    expect(good.events).toContainEqual(SCOPE);
    const bad = await readText(
      `${header}\nFDAX,20261318,,,0,-3\nODAX,20261218,C,,0,1\nFDAX,20261218,,,0,many\n`,
    );
    expect(bad.failures.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'Contract Date', 'malformed'],
      [3, 'Exercise Price', 'missing-field'],
      [4, 'Net LS Balance', 'malformed'],
    ]);
    expect(bad.events).not.toContainEqual(SCOPE);
  });

  it('fails a component that holds no listed contracts', async () => {
    const read = await readText(
      '{"portfolio_components":[{"type":"otc_csv","otc_csv":{"csv":"x"}}]}',
    );
    expect(read.failures).toMatchObject([{ line: 1, reason: 'unsupported-instrument' }]);
  });
});

describe('Eurex Clearing’s inventory of rate trades', () => {
  itWithSharedData('keeps each trade as one that cannot be priced', async (folder) => {
    const read = await readShared(folder, 'exports/clearing/eurex_otc_portfolio_cb202.xml');
    expect(read.format).toBe('eurex-cb202-xml');
    expect(read.tally).toEqual({ rows: 1, good: 0, failed: 1 });
    expect(read.failures).toMatchObject([{ line: 1, reason: 'unsupported-instrument' }]);
    expect(read.failures[0]?.message).toMatch(/1234567.*fra CHF 12000000\.00 until 2047-04-20/);
  });
});

describe('FIXML position reports', () => {
  itWithSharedData('nets long less short', async (folder) => {
    const read = await readShared(folder, 'exports/clearing/fixml_set_portfolio_posrpt.xml');
    expect(read.format).toBe('fixml-position-report');
    expect(read.tally).toEqual({ rows: 2, good: 2, failed: 0 });
    // 0 − 142550.00 and 97488.88 − 80700.25, of currencies
    expect(
      of(read, 'balance').map(({ account, asset, balance }) => [account, asset, balance]),
    ).toEqual([
      ['me_currencies', 'EUR', '-142550'],
      ['me_currencies', 'GBP', '16788.63'],
    ]);
  });

  const report = (inside: string): string =>
    `<FIXML xmlns="http://www.fixprotocol.org/FIXML-4-4"><PosRpt RptID="1" BizDt="2026-11-20" SetPx="6700.25" Ccy="USD"><Pty ID="CCP" R="21"/><Pty ID="C42" R="24"/>${inside}</PosRpt></FIXML>`;

  it('takes contract facts that the report states whole', async () => {
    const read = await readText(
      report(
        '<Instrmt Sym="ES" SecTyp="FUT" MMY="202612" MatDt="2026-12-18" Mult="50"/><Qty Typ="SOD" Long="9" Short="0"/><Qty Typ="FIN" Long="4" Short="6"/>',
      ),
    );
    expect(of(read, 'position')).toMatchObject([
      {
        account: 'C42',
        quantity: '-2',
        markPrice: '6700.25',
        contract: { underlying: 'SPX', multiplier: '50', quote: 'USD', instrumentKind: 'future' },
      },
    ]);
    // Nothing says that the report is the whole of the account.
    expect(read.events.filter(({ event }) => event === 'scope')).toEqual([]);
  });

  it.each([
    [
      'two quantities without a word which counts',
      '<Instrmt Sym="X"/><Qty Long="1" Short="0"/><Qty Long="2" Short="0"/>',
      'ambiguous',
    ],
    ['no quantity', '<Instrmt Sym="X"/>', 'missing-field'],
    ['no instrument', '<Qty Long="1" Short="0"/>', 'missing-field'],
    [
      'a bond',
      '<Instrmt Sym="X" SecTyp="CORP"/><Qty Long="1" Short="0"/>',
      'unsupported-instrument',
    ],
    ['a quantity that is no number', '<Instrmt Sym="X"/><Qty Long="1,5" Short="0"/>', 'malformed'],
  ])('fails %s', async (_name, inside, reason) => {
    const read = await readText(report(inside));
    expect(read.failures).toMatchObject([{ line: 1, reason }]);
  });
});
