import type { MarginNode } from '../../contract/margin-node.ts';
import type { PricedPosition } from '../../model/priced.ts';
import { failure } from '../../values/outcome.ts';
import { given } from '../tree.ts';
import { hedgesBetweenDollars } from './dollar-hedges.ts';
import { holdsOptions, type RiskUnit } from './risk-units.ts';

const isOption = ({ instrument }: PricedPosition): boolean => instrument.option !== null;

const expiriesOf = (positions: readonly PricedPosition[]): number =>
  new Set(positions.map(({ instrument }) => instrument.expiry)).size;

/**
 * The contingencies that a unit draws at Bybit, each 0 and lacking: what they charge is known, their
 * coefficients are not published. One that the unit cannot draw is left out.
 */
export function contingencies(unit: RiskUnit, reporting: string): readonly MarginNode[] {
  const { positions, underlying } = unit;
  const options = positions.filter(isOption);
  const drawn: readonly (readonly [boolean, string])[] = [
    [options.length < positions.length, 'Future contingency'],
    [options.some(({ position }) => position.quantity < 0), 'Option contingency'],
    [expiriesOf(options) > 1, 'Option vega contingency'],
    [expiriesOf(positions) > 1, 'Future delta contingency'],
    [hedgesBetweenDollars(positions).length > 0, 'USDT-USDC contingency'],
    [holdsOptions(unit), 'Volatility moves by time to expiry'],
  ];
  return drawn
    .filter(([applies]) => applies)
    .map(([, name]) =>
      given(name, 0, reporting, {
        note: 'not published, counted as 0',
        lacking: [failure('not-published', `Bybit ${underlying}: ${name.toLowerCase()}`)],
      }),
    );
}
