import type { LiquidationProcedure } from '../../../model/liquidation-numbers.ts';
import type { EditionOf } from '../../../model/parameters.ts';
import type { AccountInput, PricedPosition } from '../../../model/priced.ts';
import { inForce, newest, type Stated } from '../../editions.ts';

/** The venue's procedure for an account, as in force at the account's time; null where none is known. */
export function procedureOf({
  account,
  editions,
  asOf,
}: AccountInput): Stated<'liquidation', LiquidationProcedure> | null {
  const known: readonly EditionOf<'liquidation'>[] = inForce(
    editions,
    account.venue,
    'liquidation',
    asOf,
  );
  return newest(known, ({ procedures }) =>
    procedures.find(({ models }) => models.includes(account.model)),
  );
}

/** Published fee of liquidating a position, a fraction of its notional; null where none is. */
export function liquidationFee(
  procedure: LiquidationProcedure | null,
  { instrument }: PricedPosition,
): number | null {
  const kind = instrument.option === null ? 'futures' : 'options';
  const found = procedure?.fees.find(
    ({ underlyings, of }) => of === kind && underlyings.includes(instrument.underlying),
  );
  return found?.rate ?? null;
}
