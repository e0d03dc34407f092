import { fail, ok } from '../values/outcome.ts';
import { letterOf, optionName, rightOf, type Grammar } from './instrument-name.ts';
import { compactDay, compactDayText } from './name-dates.ts';

/**
 * Option symbols of the Options Clearing Corporation, 21 characters: root padded to six, expiry, right,
 * strike in thousandths, as in `SPY   251219C00600000`. The multiplier is not in the symbol: adjusted
 * contracts differ.
 * @see OCC, "Options Symbology Initiative" (2010)
 */
export const occGrammar: Grammar = {
  name(symbol) {
    const match = /^([A-Z0-9.]{1,6}) *(\d{6})([CP])(\d{5})(\d{3})$/.exec(symbol.trim());
    const expiry = compactDay(match?.[2] ?? '');
    if (match === null || expiry === null) {
      return fail('unknown-contract', `"${symbol}" is no OCC option symbol`);
    }
    const thousandths = (match[5] ?? '').replace(/0+$/, '');
    const strike = `${Number(match[4])}${thousandths === '' ? '' : `.${thousandths}`}`;
    const terms = { expiry, strike, right: rightOf(match[3] ?? '') };
    return ok(optionName('linear', match[1] ?? '', 'USD', terms));
  },
  symbol(of) {
    const [whole = '', thousandths = ''] = (of.strike ?? '').split('.');
    const strike = whole.padStart(5, '0') + thousandths.padEnd(3, '0');
    const day = of.expiry === null ? '' : compactDayText(of.expiry);
    return `${of.base.padEnd(6)}${day}${letterOf(of.right)}${strike}`;
  },
};
