import type { LedgerItem } from '../format.ts';

type Always = 'account' | 'at' | 'sequence' | 'type' | 'operation';

/** A ledger line of which a row states only some fields: the others are null. */
export const ledgerItem = (
  of: Pick<LedgerItem, Always> & Partial<Omit<LedgerItem, Always | 'kind'>>,
): LedgerItem => ({
  kind: 'ledger',
  id: null,
  market: null,
  symbol: null,
  quantity: null,
  price: null,
  positionAfter: null,
  asset: null,
  change: null,
  balanceAfter: null,
  fee: null,
  feeAsset: null,
  contract: null,
  ...of,
});
