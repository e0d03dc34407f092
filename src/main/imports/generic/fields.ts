import type { Asset } from '../../../engine/values/ids.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { DecimalText } from '../format.ts';

/** What each column of the generic file is: the names that it accepts, and that a mapping maps to. */
export const GENERIC_FIELDS = [
  'account',
  'market',
  'symbol',
  'quantity',
  'side',
  'entry_price',
  'mark_price',
  'index_price',
  'leverage',
  'margin_mode',
  'isolated_margin',
  'volatility',
  'time',
  'kind',
  'payoff',
  'underlying',
  'quote',
  'settlement',
  'multiplier',
  'price_unit',
  'expiry',
  'right',
  'strike',
  'exercise',
  'asset',
  'balance',
  'equity',
  'initial_margin',
  'maintenance_margin',
] as const;

export type GenericField = (typeof GENERIC_FIELDS)[number];

export const isGenericField = (name: string): name is GenericField =>
  GENERIC_FIELDS.some((field) => field === name);

/** Columns without which a file tells nothing: those of a position, or those of a balance. */
export const POSITION_COLUMNS: readonly GenericField[] = ['market', 'symbol', 'quantity'];
export const BALANCE_COLUMNS: readonly GenericField[] = ['asset', 'balance'];

/** One row, typed; null where the file has no such column or an empty cell. */
export type GenericRow = {
  readonly account: string | null;
  readonly market: string | null;
  readonly symbol: string | null;
  readonly quantity: DecimalText | null;
  readonly side: 'long' | 'short' | null;
  readonly entry_price: DecimalText | null;
  readonly mark_price: DecimalText | null;
  readonly index_price: DecimalText | null;
  readonly leverage: DecimalText | null;
  readonly margin_mode: 'cross' | 'isolated' | null;
  readonly isolated_margin: DecimalText | null;
  readonly volatility: DecimalText | null;
  readonly time: Instant | null;
  readonly kind: 'spot' | 'perpetual' | 'future' | 'option' | null;
  readonly payoff: 'linear' | 'inverse' | 'quanto' | null;
  readonly underlying: Asset | null;
  readonly quote: Asset | null;
  readonly settlement: Asset | null;
  readonly multiplier: DecimalText | null;
  readonly price_unit: 'quote' | 'underlying' | null;
  readonly expiry: Instant | null;
  readonly right: 'call' | 'put' | null;
  readonly strike: DecimalText | null;
  readonly exercise: 'european' | 'american' | null;
  readonly asset: Asset | null;
  readonly balance: DecimalText | null;
  readonly equity: DecimalText | null;
  readonly initial_margin: DecimalText | null;
  readonly maintenance_margin: DecimalText | null;
};
