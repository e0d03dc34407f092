import { z } from 'zod';
import { ok } from '../../../engine/values/outcome.ts';
import { sumOf } from '../decimals.ts';
import { documentFormat } from '../document-format.ts';
import { assetCode, decimal } from '../fields.ts';
import type { StatementFormat } from '../format.ts';
import { hasKeys } from '../json-document.ts';
import { BINANCE, SPOT_WALLET, walletAccount } from './accounts.ts';

const Row = z.object({ asset: assetCode, free: decimal(), locked: decimal() });

/**
 * `api/v3/account`: coins of the spot wallet, those bound by orders among them. `updateTime` is that of
 * the last change, and the balances are as of the file's own time.
 */
export const binanceSpotAccount: StatementFormat = documentFormat({
  id: 'binance-spot-account-json',
  title: 'Binance spot account (JSON)',
  venue: BINANCE,
  recognises: (head) => hasKeys(head, 'makerCommission', 'balances', 'accountType'),
  rows: ['asset', 'free', 'locked'],
  schema: Row,
  reader: (_, options) => {
    const account = walletAccount(options.account, SPOT_WALLET);
    return ({ asset, free, locked }) => {
      const balance = sumOf(free, locked);
      return ok({
        items: [{ kind: 'balance', account, asset, balance, at: options.fileTime }],
        summary: `balance ${balance} ${asset}`,
      });
    };
  },
});
