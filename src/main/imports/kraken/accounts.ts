import { z } from 'zod';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { assetSpelled } from '../asset-spellings.ts';
import { documentFormat, type Document } from '../document-format.ts';
import { note, type Stated } from '../events.ts';
import { decimal, fieldsOf, optionalDecimal, text } from '../fields.ts';
import type { BalanceItem, FigureItem, ReadOptions, StatementFormat } from '../format.ts';
import { hasKeys, isObject, member, type JsonObject, type JsonValue } from '../json-document.ts';
import { instantOf } from '../times.ts';
import { FLEX, KRAKEN, walletAccount } from './names.ts';

/** The wallet of spot balances beside the futures wallets. */
const CASH = 'cash';

const Flex = z.object({
  marginEquity: decimal(),
  initialMargin: decimal(),
  maintenanceMargin: decimal(),
});
const Single = z.object({
  currency: text,
  auxiliary: z.object({ pv: decimal() }),
  marginRequirements: z.object({ im: optionalDecimal(), mm: optionalDecimal() }),
});
const Quantity = z.object({ quantity: decimal() });
const Balance = z.object({ balance: decimal() });

type Ground = { readonly account: string; readonly at: Instant };

const figuresOf = (
  { account, at }: Ground,
  unit: Asset,
  values: readonly (readonly [FigureItem['name'], string | null])[],
): readonly FigureItem[] =>
  values.flatMap(([name, value]) =>
    value === null
      ? []
      : [{ kind: 'figure' as const, account, name, asset: unit, value, model: null, at }],
  );

const spelled = (code: string): Asset => assetSpelled(code, KRAKEN);

function balance(
  { account, at }: Ground,
  code: string,
  amount: JsonValue | undefined,
): Outcome<BalanceItem> {
  const read = fieldsOf(Balance, { balance: amount });
  return read.ok
    ? ok({ kind: 'balance', account, asset: spelled(code), balance: read.value.balance, at })
    : fail(read.failure.reason, `${code}: ${read.failure.message}`, `balances.${code}`);
}

/** Coins by their quantities; the figures are in dollars, collateral after haircuts. */
function flex(wallet: JsonObject, ground: Ground): Outcome<Stated> {
  const fields = fieldsOf(Flex, wallet);
  if (!fields.ok) return fields;
  const balances: BalanceItem[] = [];
  const currencies = member(wallet, 'currencies');
  for (const [code, held] of Object.entries(isObject(currencies) ? currencies : {})) {
    const quantity = fieldsOf(Quantity, held);
    if (!quantity.ok) {
      return fail(quantity.failure.reason, quantity.failure.message, `currencies.${code}.quantity`);
    }
    const found = balance(ground, code, quantity.value.quantity);
    if (!found.ok) return found;
    balances.push(found.value);
  }
  const { marginEquity, initialMargin, maintenanceMargin } = fields.value;
  const figures = figuresOf(ground, asset('USD'), [
    ['equity', marginEquity],
    ['initialMargin', initialMargin],
    ['maintenanceMargin', maintenanceMargin],
  ]);
  return ok({ items: [...balances, ...figures], summary: `wallet ${ground.account}` });
}

/** One coin; figures in it. Contracts that stand among the balances are positions, told elsewhere. */
function single(wallet: JsonObject, ground: Ground): Outcome<Stated> {
  const fields = fieldsOf(Single, wallet);
  if (!fields.ok) return fields;
  const { currency, auxiliary, marginRequirements } = fields.value;
  const held = balance(ground, currency, member(member(wallet, 'balances'), currency));
  if (!held.ok) return held;
  const figures = figuresOf(ground, spelled(currency), [
    ['equity', auxiliary.pv],
    ['initialMargin', marginRequirements.im],
    ['maintenanceMargin', marginRequirements.mm],
  ]);
  return ok({ items: [held.value, ...figures], summary: `wallet ${ground.account}` });
}

function cash(wallet: JsonObject, ground: Ground): Outcome<Stated> {
  const balances = member(wallet, 'balances');
  if (!isObject(balances)) return fail('missing-field', 'a wallet without balances', 'balances');
  const items: BalanceItem[] = [];
  for (const [code, amount] of Object.entries(balances)) {
    const found = balance(ground, code, amount);
    if (!found.ok) return found;
    items.push(found.value);
  }
  return ok({ items, summary: `wallet ${ground.account}` });
}

/** `fi_xbtusd` is the wallet that the account log and positions call `f-xbt:usd`. */
const walletNamed = (key: string, currency: JsonValue | undefined): string =>
  typeof currency === 'string' && /^f[iv]_/i.test(key) ? `f-${currency.toLowerCase()}:usd` : key;

const momentOf = ({ whole }: Document, { fileTime }: ReadOptions): Instant => {
  const told = member(whole, 'serverTime');
  const at = typeof told === 'string' ? instantOf(told, ['year-month-day'], 'UTC') : null;
  return at?.ok === true ? at.value : fileTime;
};

/** Wallets as rows, each with its key as `name`. */
function rowsIn(whole: JsonValue): readonly JsonValue[] | null {
  const accounts = member(whole, 'accounts');
  return isObject(accounts)
    ? Object.entries(accounts).map(([name, wallet]) =>
        isObject(wallet) ? { ...wallet, name } : wallet,
      )
    : null;
}

function walletIn(row: unknown, at: Instant, owner: string | null): Outcome<Stated> {
  const whole = typeof row === 'object' && row !== null && isJson(row) ? row : null;
  const name = member(whole ?? undefined, 'name');
  if (whole === null || typeof name !== 'string') return fail('malformed', 'a wallet is no object');
  const of = (named: string): Ground => ({ account: walletAccount(owner, named), at });
  switch (member(whole, 'type')) {
    case 'multiCollateralMarginAccount':
      return flex(whole, of(FLEX));
    case 'marginAccount':
      return single(whole, of(walletNamed(name, member(whole, 'currency'))));
    case 'cashAccount':
      return cash(whole, of(CASH));
    default:
      return fail('unsupported-operation', `"${name}" is a wallet of no known type`, 'type');
  }
}

const isJson = (row: object): row is JsonObject => !Array.isArray(row);

/** Answer of `derivatives/api/v3/accounts`: every wallet with its balances and the venue's own figures. */
export const krakenAccounts: StatementFormat = documentFormat({
  id: 'kraken-futures-accounts-json',
  title: 'Kraken Futures wallets (JSON)',
  venue: KRAKEN,
  recognises: (head) => hasKeys(head, 'accounts', 'balances', 'serverTime', 'type'),
  rows: rowsIn,
  schema: z.unknown(),
  reader(document, options) {
    const at = momentOf(document, options);
    return (row) => walletIn(row, at, options.account);
  },
  *closing({ rows }) {
    if (rows.length === 0) yield note('the file lists no wallet');
  },
});
