import { recordOf, type RecordReader } from './fixed-fields.ts';

/** Record 0: which file of which day. */
export type Pa2Header = {
  readonly complex: string;
  /** `20250620`. */
  readonly date: string;
  readonly moment: 'settlement' | 'intraday';
  readonly fileId: string;
  readonly created: string;
  /** `U2` is the unpacked expanded format. */
  readonly format: string;
};

export const headerRecord: RecordReader<Pa2Header> = recordOf((of) => {
  const complex = of.named('exchange complex', 6);
  const date = of.named('business date', 8);
  if (!/^\d{8}$/.test(date)) of.refuse('business date', `"${date}" is no date`);
  const moment = of.code('settlement or intraday', 1, ['S', 'I']);
  const fileId = of.text(2);
  of.skip(4);
  const created = of.raw(12).trim();
  return {
    complex,
    date,
    moment: moment === 'S' ? 'settlement' : 'intraday',
    fileId,
    created,
    format: of.text(2),
  };
});

/** Record 1. */
export const exchangeRecord: RecordReader<{ readonly acronym: string; readonly code: string }> =
  recordOf((of) => {
    const acronym = of.named('exchange', 3);
    of.skip(2);
    return { acronym, code: of.text(2) };
  });

export type CurrencyRate = { readonly from: string; readonly to: string; readonly rate: number };

/** Record T: units of `to` per unit of `from`. */
export const currencyRecord: RecordReader<CurrencyRate> = recordOf((of) => {
  const from = of.named('from currency', 3);
  of.skip(1);
  const to = of.named('to currency', 3);
  of.skip(1);
  const rate = of.number('rate', 10, 6);
  if (rate === 0) of.refuse('rate', 'a currency rate of 0');
  return { from, to, rate };
});
