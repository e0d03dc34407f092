import { asset, venue } from '../../../engine/values/ids.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import type { StatementFormat } from '../format.ts';
import { barTime } from './bar-time.ts';
import { headerColumns } from './header-columns.ts';
import { priceFormat } from './price-format.ts';
import { seriesNamed } from './series-name.ts';

/** Two columns: `Date,Close` or `Date,Price`. */
export const dateAndClose: StatementFormat = priceFormat({
  id: 'closes-csv',
  title: 'Dates and closes (CSV)',
  venue: venue('EXCHANGE'),
  columnsOf: (header) =>
    header.length === 2 && (header[1] === 'Close' || header[1] === 'Price')
      ? headerColumns(header, ['Date'], { Date: 'time', Close: 'close', Price: 'close' })
      : null,
});

/** The Unix time beside the date proves that `7/8/2015` is the 8th of July. */
const etherscan = (
  cells: Readonly<Record<string, string>>,
  day: number,
): ReturnType<typeof fail> | { readonly ok: true; readonly value: null } => {
  const again = barTime(cells['other UnixTimeStamp'] ?? '', false);
  return again.ok && again.value.day === day
    ? ok(null)
    : fail('conflict', 'Date(UTC) and UnixTimeStamp name two days');
};

/** Etherscan's chart of the price of ether. */
export const etherscanPrice: StatementFormat = priceFormat({
  id: 'etherscan-price-csv',
  title: 'Etherscan chart of a price (CSV)',
  venue: venue('ETHERSCAN'),
  columnsOf: (header) =>
    headerColumns(header, ['Date(UTC)', 'UnixTimeStamp', 'Value'], {
      'Date(UTC)': 'time',
      Value: 'close',
    }),
  monthFirst: true,
  check: (cells, time) => etherscan(cells, time.day),
  // The chart is of ether in US dollars whatever the file is called.
  series: (ofFile) => (ofFile.known ? { ...ofFile, quote: asset('USD') } : seriesNamed('ETH-USD')),
});

/** Etherscan's chart of the average gas price, in wei. */
export const etherscanGas: StatementFormat = priceFormat({
  id: 'etherscan-gas-csv',
  title: 'Etherscan chart of the gas price (CSV)',
  venue: venue('ETHERSCAN'),
  columnsOf: (header) =>
    headerColumns(header, ['Date(UTC)', 'UnixTimeStamp', 'Value (Wei)'], {
      'Date(UTC)': 'time',
      'Value (Wei)': 'close',
    }),
  monthFirst: true,
  check: (cells, time) => etherscan(cells, time.day),
  series: () => seriesNamed('ETH gas'),
});
