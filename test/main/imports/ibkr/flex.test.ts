import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { of, readText, type Read } from '../reading.ts';
import { readShared, sharedText } from '../shared-files.ts';

const FILES = [
  'flex_elements_csingley.xml',
  'flex_henk_activity_daily_portfolio.xml',
  'flex_henk_activity_futures.xml',
  'flex_henk_activity_options.xml',
  'flex_pp_02.xml',
  'flex_pp_13.xml',
  'flex_pp_14.xml',
  'flex_pp_17.xml',
].map((name) => `exports/ibkr/${name}`);

/** Elements that are rows; counted in the text itself, not by the reader. */
const ROWS =
  /<(?:OpenPosition|FxPosition|FxLot|Trade|TradeConfirm|Order|SymbolSummary|AssetSummary|Lot|WashSale|CashTransaction|CashReportCurrency|EquitySummaryByReportDateInBase|ConversionRate|SecurityInfo|CorporateAction|Transfer) /g;

function attributes(element: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(element.matchAll(/([A-Za-z]+)="([^"]*)"/g), (match) => [match[1], match[2]]),
  );
}

const elements = (text: string, name: string): Record<string, string>[] =>
  Array.from(text.matchAll(new RegExp(`<${name}\\s[^>]*>`, 'g')), (match) => attributes(match[0]));

const flex = (inside: string, head = 'accountId="U1" toDate="20250115"'): Promise<Read> =>
  readText(
    `<FlexQueryResponse><FlexStatements><FlexStatement ${head}>${inside}</FlexStatement></FlexStatements></FlexQueryResponse>`,
  );

const position = (of_: Record<string, string>): string =>
  `<OpenPosition ${Object.entries({
    accountId: 'U1',
    currency: 'USD',
    assetCategory: 'STK',
    symbol: 'AAPL',
    multiplier: '1',
    position: '10',
    markPrice: '200',
    levelOfDetail: 'SUMMARY',
    reportDate: '20250115',
    ...of_,
  })
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}/>`;

describe('IBKR Flex files', () => {
  for (const path of FILES) {
    itWithSharedData(`reads every row of ${path}`, async (folder) => {
      const text = sharedText(folder, path).replaceAll(/<!--[^]*?-->/g, '');
      const read = await readShared(folder, path);
      expect(read.format).toBe('ibkr-flex-xml');
      expect(read.tally.rows).toBe(text.match(ROWS)?.length);
      expect(read.tally.rows).toBe(read.tally.good + read.tally.failed);
      expect(read.failures).toEqual([]);
    });

    itWithSharedData(`reconciles the positions of ${path}`, async (folder) => {
      const stated = elements(sharedText(folder, path), 'OpenPosition');
      const read = await readShared(folder, path);
      const held = of(read, 'position');
      expect(held).toHaveLength(stated.length);
      for (const [i, row] of stated.entries()) {
        const item = held[i];
        expect(item?.symbol).toBe(row['symbol']);
        expect(new Decimal(item?.quantity ?? 'NaN').toNumber()).toBe(Number(row['position']));
        const value = new Decimal(item?.quantity ?? 'NaN')
          .times(item?.markPrice ?? 'NaN')
          .times(item?.contract?.multiplier ?? 'NaN');
        // Values are stated to the cent.
        expect(
          value
            .minus(row['positionValue'] ?? 'NaN')
            .abs()
            .toNumber(),
        ).toBeLessThanOrEqual(0.005);
      }
    });
  }

  itWithSharedData('keeps contract facts and cash of a real account', async (folder) => {
    const read = await readShared(folder, 'exports/ibkr/flex_pp_17.xml');
    const option = of(read, 'position').find(({ symbol }) => symbol.startsWith('CLNE '));
    expect(option).toMatchObject({
      account: 'U1111111',
      market: 'IBKR',
      symbol: 'CLNE  230915C00010000',
      quantity: '-1',
      markPrice: '0.0368',
      contract: {
        instrumentKind: 'option',
        underlying: 'CLNE',
        multiplier: '100',
        right: 'call',
        strike: '10',
        // The last day ends at 16:00 in New York, in September four hours behind UTC.
        expiry: Date.UTC(2023, 8, 15, 20),
        exercise: 'american',
      },
    } satisfies object);
    expect(of(read, 'balance')).toMatchObject([{ asset: 'USD', balance: '57.505297533' }]);
    expect(of(read, 'figure').map(({ value }) => value)).toEqual([
      '7674.265297533',
      '7678.155297533',
    ]);
    // 2 March 2023 ends at 16:00 in New York, in winter five hours behind UTC.
    expect(read.events).toContainEqual({
      event: 'scope',
      account: 'U1111111',
      market: 'IBKR',
      at: Date.UTC(2023, 2, 2, 21),
    });
  });

  itWithSharedData('counts the cash of each currency once', async (folder) => {
    const read = await readShared(folder, 'exports/ibkr/flex_pp_14.xml');
    expect(of(read, 'balance').map(({ asset, balance }) => [asset, balance])).toEqual([
      ['CHF', '5.875184563'],
      ['USD', '88.829543578'],
    ]);
    // Movements of February: the cash at its end less the cash at its start, for each currency.
    const moved = (asset: string): number =>
      of(read, 'ledger')
        .filter((item) => item.asset === asset)
        .reduce((sum, item) => sum.plus(item.change ?? '0'), new Decimal(0))
        .toNumber();
    expect(moved('CHF')).toBeCloseTo(5.875184563 - 0.521566563, 9);
    expect(moved('USD')).toBeCloseTo(88.829543578 - 56.320322578, 9);
  });
});

describe('IBKR Flex rows', () => {
  it('counts lots with their summary once, and adds lots without one', async () => {
    const lot = (quantity: string, openPrice: string): string =>
      position({ symbol: 'MSFT', position: quantity, openPrice, levelOfDetail: 'LOT' });
    const summary = position({ position: '30', openPrice: '180' });
    const read = await flex(
      `<OpenPositions>${summary}${position({ position: '10', levelOfDetail: 'LOT' })}${position({ position: '20', levelOfDetail: 'LOT' })}${lot('10', '300')}${lot('30', '340')}</OpenPositions>`,
    );
    expect(read.tally).toEqual({ rows: 5, good: 5, failed: 0 });
    // (10 × 300 + 30 × 340) ÷ 40 = 330
    expect(
      of(read, 'position').map(({ symbol, quantity, entryPrice }) => [
        symbol,
        quantity,
        entryPrice,
      ]),
    ).toEqual([
      ['AAPL', '30', '180'],
      ['MSFT', '40', '330'],
    ]);
  });

  it('counts executions and not the orders and summaries that repeat them', async () => {
    const trade = (element: string, level: string, quantity: string): string =>
      `<${element} accountId="U1" currency="USD" assetCategory="STK" symbol="AAPL" conid="1" tradeID="${quantity}" dateTime="20250115;103000" quantity="${quantity}" tradePrice="200" proceeds="${-200 * Number(quantity)}" netCash="${-200 * Number(quantity)}" levelOfDetail="${level}"/>`;
    const read = await flex(
      `<Trades>${trade('SymbolSummary', 'SYMBOL_SUMMARY', '7')}${trade('Order', 'ORDER', '7')}${trade('Trade', 'EXECUTION', '3')}${trade('Trade', 'EXECUTION', '4')}${trade('Lot', 'CLOSED_LOT', '7')}</Trades>`,
    );
    expect(read.tally).toEqual({ rows: 5, good: 5, failed: 0 });
    expect(of(read, 'ledger').map(({ quantity, change }) => [quantity, change])).toEqual([
      ['3', '-600'],
      ['4', '-800'],
    ]);
    const alone = await flex(`<Trades>${trade('Order', 'ORDER', '7')}</Trades>`);
    expect(of(alone, 'ledger').map(({ quantity }) => quantity)).toEqual(['7']);
  });

  it.each([
    ['20250221', Date.UTC(2025, 1, 21, 21)],
    ['2025-02-21', Date.UTC(2025, 1, 21, 21)],
    ['02/21/2025', Date.UTC(2025, 1, 21, 21)],
    ['21/02/2025', Date.UTC(2025, 1, 21, 21)],
    ['21/02/25', Date.UTC(2025, 1, 21, 21)],
    ['21-Feb-25', Date.UTC(2025, 1, 21, 21)],
  ])('reads the expiry %s in the user’s own setting', async (expiry, expected) => {
    const read = await flex(
      `<OpenPositions>${position({ assetCategory: 'FUT', symbol: 'ESH5', underlyingSymbol: 'ES', multiplier: '50', expiry })}</OpenPositions>`,
    );
    expect(of(read, 'position')[0]?.contract?.expiry).toBe(expected);
  });

  it.each([
    ['20250115;093000', Date.UTC(2025, 0, 15, 14, 30)],
    ['20250115 093000', Date.UTC(2025, 0, 15, 14, 30)],
    ['2025-01-15, 09:30:00', Date.UTC(2025, 0, 15, 14, 30)],
    ['2025-07-15;09:30:00', Date.UTC(2025, 6, 15, 13, 30)],
    ['20250115;093000 EST', Date.UTC(2025, 0, 15, 14, 30)],
    ['20250715;093000 EDT', Date.UTC(2025, 6, 15, 13, 30)],
    ['20250115;093000 Europe/Berlin', Date.UTC(2025, 0, 15, 8, 30)],
    ['20250115;093000 +0100', Date.UTC(2025, 0, 15, 8, 30)],
    ['20250115', Date.UTC(2025, 0, 15, 5)],
  ])('reads the moment %s', async (dateTime, expected) => {
    const read = await flex(
      `<CashTransactions><CashTransaction currency="USD" amount="5" type="Dividends" dateTime="${dateTime}"/></CashTransactions>`,
    );
    expect(of(read, 'ledger')[0]?.at).toBe(expected);
  });

  it('fails a date of two readings, unless another date of the file settles it', async () => {
    const dividend = (day: string): string =>
      `<CashTransaction currency="USD" amount="5" type="Dividends" dateTime="${day}"/>`;
    const open = await flex(dividend('02/03/2025'), 'accountId="U1"');
    expect(open.failures).toMatchObject([{ line: 1, reason: 'ambiguous' }]);
    const settled = await flex(dividend('02/03/2025') + dividend('25/03/2025'), 'accountId="U1"');
    expect(of(settled, 'ledger').map(({ at }) => at)).toEqual([
      Date.UTC(2025, 2, 2, 5),
      Date.UTC(2025, 2, 25, 4),
    ]);
  });

  it('takes a fund with the ticker of a coin for no coin', async () => {
    const read = await flex(
      `<OpenPositions>${position({ symbol: 'BTC' })}${position({ symbol: 'USD' })}${position({ symbol: 'BTC   250221C00040000', assetCategory: 'OPT', underlyingSymbol: 'BTC', multiplier: '100', strike: '40', putCall: 'C', expiry: '20250221' })}${position({ symbol: 'MBTG5', assetCategory: 'FUT', underlyingSymbol: 'MBT', multiplier: '0.1', expiry: '20250228' })}${position({ symbol: 'SPXW  250221P05000000', assetCategory: 'OPT', underlyingSymbol: 'SPX', multiplier: '100', strike: '5000', putCall: 'P', expiry: '20250221' })}</OpenPositions>`,
    );
    expect(read.failures).toEqual([]);
    expect(of(read, 'position').map(({ contract }) => contract?.underlying)).toEqual([
      'BTC.STK',
      'USD.STK',
      'BTC.STK',
      'BTC',
      'SPX',
    ]);
    expect(of(read, 'position')[4]?.contract?.exercise).toBe('european');
  });

  it('fails what it cannot price and closes the rest of the account all the same', async () => {
    const read = await flex(
      `<OpenPositions>${position({})}${position({ assetCategory: 'BOND', symbol: 'T 4 5/8 09/15/26' })}${position({ assetCategory: 'FUND', symbol: 'VTSAX' })}</OpenPositions>`,
    );
    expect(read.tally).toEqual({ rows: 3, good: 1, failed: 2 });
    expect(read.failures.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'unsupported-instrument'],
      [3, 'unsupported-instrument'],
    ]);
    expect(read.events.filter(({ event }) => event === 'scope')).toHaveLength(1);
  });

  it('closes nothing where a position could not be read', async () => {
    const read = await flex(
      `<OpenPositions>${position({})}${position({ symbol: 'X', position: 'ten' })}</OpenPositions>`,
    );
    expect(read.failures).toMatchObject([{ line: 2, field: 'position', reason: 'malformed' }]);
    expect(read.events.filter(({ event }) => event === 'scope')).toEqual([]);
    expect(read.notes.join(' ')).toContain('stay as they were');
  });

  it('closes the account where the section is there and empty', async () => {
    const read = await flex('<OpenPositions></OpenPositions>');
    expect(read.events.filter(({ event }) => event === 'scope')).toHaveLength(1);
    expect(read.tally.rows).toBe(0);
  });

  it('fails a position whose stated value contradicts its multiplier', async () => {
    const read = await flex(
      `<OpenPositions>${position({ symbol: 'ESH5', assetCategory: 'FUT', multiplier: '5', expiry: '20250321', position: '2', markPrice: '5812.50', positionValue: '581250' })}</OpenPositions>`,
    );
    expect(read.failures).toMatchObject([{ field: 'positionValue', reason: 'conflict' }]);
  });

  it('fails a symbol that names two contracts of one file', async () => {
    const read = await flex(
      `<OpenPositions>${position({ symbol: 'RY', conid: '1', currency: 'CAD' })}${position({ symbol: 'RY', conid: '2' })}</OpenPositions>`,
    );
    expect(read.failures).toMatchObject([{ line: 2, reason: 'ambiguous' }]);
  });

  it('fills in the facts that another row of the same contract states', async () => {
    const read = await flex(
      `<OpenPositions>${position({ symbol: 'ESH5', assetCategory: 'FUT', conid: '9', multiplier: '' })}</OpenPositions><SecuritiesInfo><SecurityInfo conid="9" symbol="ESH5" assetCategory="FUT" multiplier="50" expiry="20250321" underlyingSymbol="ES"/></SecuritiesInfo>`,
    );
    expect(of(read, 'position')[0]?.contract).toMatchObject({
      multiplier: '50',
      underlying: 'SPX',
      quote: 'USD',
    });
    expect(of(read, 'contract')).toHaveLength(1);
  });

  it('keeps a position whose contract nobody states, without facts', async () => {
    const read = await flex(
      `<OpenPositions>${position({ symbol: 'ESH5', assetCategory: 'FUT', multiplier: '' })}</OpenPositions>`,
    );
    expect(of(read, 'position')).toMatchObject([{ symbol: 'ESH5', contract: null }]);
  });

  it('reads several accounts of one file', async () => {
    const statement = (account: string): string =>
      `<FlexStatement accountId="${account}" toDate="20250115"><OpenPositions>${position({ accountId: account })}</OpenPositions></FlexStatement>`;
    const read = await readText(
      `<FlexQueryResponse><FlexStatements>${statement('U1')}${statement('U2')}</FlexStatements></FlexQueryResponse>`,
    );
    expect(of(read, 'position').map(({ account }) => account)).toEqual(['U1', 'U2']);
    const scopes = read.events.filter((event) => event.event === 'scope');
    expect(scopes.map(({ account }) => account)).toEqual(['U1', 'U2']);
    const lines = read.events.flatMap((event) => (event.event === 'row' ? [event.line] : []));
    expect(lines).toEqual([1, 2]);
  });

  it('books a conversion as two balances and its commission', async () => {
    const read = await flex(
      '<Trades><Trade currency="USD" assetCategory="CASH" symbol="CHF.USD" dateTime="20230209;152021" quantity="-1200" tradePrice="1.0842" proceeds="1301.04" ibCommission="-1.84194" ibCommissionCurrency="CHF" netCash="0" levelOfDetail="EXECUTION"/></Trades>',
    );
    expect(
      of(read, 'ledger').map(({ type, asset, change, market }) => [type, asset, change, market]),
    ).toEqual([
      ['conversion', 'CHF', '-1200', null],
      ['conversion', 'USD', '1301.04', null],
      ['fee', 'CHF', '-1.84194', null],
    ]);
  });

  it('books no price of a future as cash', async () => {
    const read = await flex(
      '<Trades><Trade currency="USD" assetCategory="FUT" symbol="ESH5" dateTime="20250115;100000" quantity="2" tradePrice="5800" proceeds="-580000" ibCommission="-4.20" ibCommissionCurrency="USD"/></Trades>',
    );
    expect(of(read, 'ledger')).toMatchObject([
      { quantity: '2', change: '-4.2', fee: '4.2', feeAsset: 'USD' },
    ]);
  });

  it('says which sections it passes over', async () => {
    const read = await flex('<Zoo><Animal name="cat"/><Animal name="dog"/></Zoo>');
    expect(read.tally.rows).toBe(0);
    expect(read.notes.join(' ')).toContain('2 Animal');
  });
});
