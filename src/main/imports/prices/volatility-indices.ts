import { venue } from '../../../engine/values/ids.ts';
import type { StatementFormat } from '../format.ts';
import { headerColumns } from './header-columns.ts';
import { priceFormat } from './price-format.ts';
import { seriesNamed } from './series-name.ts';

/** Cboe's own download of an index: `DATE,OPEN,HIGH,LOW,CLOSE`, dates `2026-07-23` or `07/23/2026`. */
export const cboeIndex: StatementFormat = priceFormat({
  id: 'cboe-index-csv',
  title: 'Cboe index history (CSV)',
  venue: venue('CBOE'),
  columnsOf: (header) =>
    headerColumns(header, ['DATE', 'OPEN', 'HIGH', 'LOW', 'CLOSE'], {
      DATE: 'time',
      OPEN: 'open',
      HIGH: 'high',
      LOW: 'low',
      CLOSE: 'close',
    }),
  monthFirst: true,
});

/** Deribit's volatility index in percent, hourly or daily. */
export const deribitVolatility: StatementFormat = priceFormat({
  id: 'deribit-dvol-csv',
  title: 'Deribit volatility index (CSV)',
  venue: venue('DERIBIT'),
  columnsOf: (header) =>
    headerColumns(header, ['timestamp', 'dvol_close'], {
      timestamp: 'time',
      dvol_open: 'open',
      dvol_high: 'high',
      dvol_low: 'low',
      dvol_close: 'close',
    }),
  // The columns name no coin: only the file's name does.
  series: (ofFile) => {
    const coin = /btc|bitcoin/i.test(ofFile.name) ? 'BTC' : /eth/i.test(ofFile.name) ? 'ETH' : null;
    return coin === null ? { ...ofFile, volatilityIndex: true } : seriesNamed(`${coin} DVOL`);
  },
});
