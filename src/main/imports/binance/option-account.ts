import { z } from 'zod';
import { ok } from '../../../engine/values/outcome.ts';
import { documentFormat } from '../document-format.ts';
import { assetCode, decimal, optionalDecimal } from '../fields.ts';
import type { FigureItem, StatementFormat } from '../format.ts';
import { hasKeys, latestTime } from '../json-document.ts';
import { BINANCE, OPTIONS_WALLET, walletAccount } from './accounts.ts';

const Row = z.object({
  asset: assetCode,
  marginBalance: decimal(),
  equity: optionalDecimal(),
  initialMargin: optionalDecimal(),
  maintMargin: optionalDecimal(),
});

/**
 * `eapi/v1/marginAccount`, and `eapi/v1/account` of buyers, which states no margins. `marginBalance` is
 * the cash, `equity` what it is worth with the positions.
 */
export const binanceOptionAccount: StatementFormat = documentFormat({
  id: 'binance-option-account-json',
  title: 'Binance options account (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'asset', 'marginBalance', 'equity', 'available', 'greek'),
  rows: ['asset', 'marginBalance'],
  schema: Row,
  reader: ({ whole }, options) => {
    const account = walletAccount(options.account, OPTIONS_WALLET);
    const at = latestTime([whole], 'time') ?? options.fileTime;
    return ({ asset, marginBalance, equity, initialMargin, maintMargin }) => {
      const values = { equity, initialMargin, maintenanceMargin: maintMargin };
      const names = ['equity', 'initialMargin', 'maintenanceMargin'] as const;
      const figures = names.flatMap((name): readonly FigureItem[] => {
        const value = values[name];
        return value === null
          ? []
          : [{ kind: 'figure', account, name, asset, value, model: null, at }];
      });
      return ok({
        items: [{ kind: 'balance', account, asset, balance: marginBalance, at }, ...figures],
        summary: `balance ${marginBalance} ${asset}`,
      });
    };
  },
});
