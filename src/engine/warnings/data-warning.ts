import type { MarginNode } from '../contract/margin-node.ts';
import type { Warning } from '../contract/snapshot.ts';
import type { AccountFigures } from '../margin/account.ts';
import type { Failure, Outcome } from '../values/outcome.ts';

/** How many gaps a warning spells out. */
const SPELT_OUT = 3;

function missingFrom(figure: Outcome<MarginNode>): readonly Failure[] {
  return figure.ok ? (figure.value.lacking ?? []) : [figure.failure];
}

/** Says what an account's equity and requirement lack; null where they lack nothing. */
export function gapWarning(of: AccountFigures): Warning | null {
  const all = [of.equity, of.requirement.initial, of.requirement.maintenance].flatMap(missingFrom);
  const messages = [...new Set(all.map(({ message }) => message))];
  if (messages.length === 0) return null;
  const more = messages.length - SPELT_OUT;
  const listed = messages.slice(0, SPELT_OUT).join('; ');
  return {
    id: `data|${of.account}`,
    level: 'watch',
    account: of.account,
    title: `${of.name}: figures are incomplete`,
    cause: `Missing: ${listed}${more > 0 ? `; and ${more} more` : ''}.`,
    remedy:
      'Import the missing prices, contract facts or entry prices, or add an edition of the venue’s margin numbers.',
    shortfall: null,
  };
}

/** A fault of the data that no account owns. */
export const dataWarning = (fault: Failure): Warning => ({
  id: `data|${fault.reason}|${fault.at ?? fault.message}`,
  level: 'watch',
  account: null,
  title: 'Data fault',
  cause: fault.at === undefined ? fault.message : `${fault.message} (${fault.at})`,
  remedy: 'Import the source again or correct it.',
  shortfall: null,
});
