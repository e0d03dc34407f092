import type { Asset } from '../../../engine/values/ids.ts';
import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { closeOf } from '../brokers/listings.ts';
import { assetCode } from '../fields.ts';
import { instantOf } from '../times.ts';
import { momentText } from './dates.ts';
import { IBKR } from './names.ts';
import { shortened } from '../decimals.ts';

/** What the sections read so far say of the whole statement. Bounded by the number of distinct contracts. */
export type ActivityContext = {
  account: string;
  base: Asset | null;
  /** End of the period; the file's own time until the statement says it. */
  at: Instant;
  generated: Instant | null;
  /** Orders whose executions follow and are not counted again, as `account|symbol`. */
  readonly ordered: Set<string>;
  /** Positions whose lots follow and are not counted again. */
  readonly summarised: Set<string>;
  /** The instrument section names no currency: it is the one that the contract was met in. */
  readonly currencies: Map<string, Asset>;
};

/** A data line of a section: its cells by the names of the section's last header. */
export type ActivityRow = {
  readonly line: number;
  readonly section: string;
  readonly cells: Readonly<Record<string, string>>;
};

export const accountOf = ({ cells }: ActivityRow, context: ActivityContext): string => {
  const named = cells['Account']?.trim() ?? '';
  return named === '' ? context.account : named;
};

export function assetOrNull(code: string): Asset | null {
  const parsed = assetCode.safeParse(code);
  return parsed.success ? parsed.data : null;
}

/** `January 1, 2025 - March 31, 2025` ends on the 31st of March; a single day is its own end. */
function periodEnd(text: string): Outcome<Instant> {
  const match = /([A-Z][a-z]+) (\d{1,2}), ?(\d{4})\s*$/.exec(text.trim());
  const day = instantOf(
    `${match?.[2] ?? ''} ${match?.[1] ?? ''} ${match?.[3] ?? ''}`,
    ['day-month-name'],
    'UTC',
  );
  return match === null || !day.ok
    ? fail('malformed', `"${shortened(text)}" is no period`)
    : ok(closeOf(IBKR, new Date(day.value).toISOString().slice(0, 10)));
}

/** Takes what the heading sections say: account, base currency, period and when the statement was made. */
export function takeHeading({ section, cells }: ActivityRow, context: ActivityContext): void {
  const name = cells['Field Name']?.trim() ?? '';
  const value = cells['Field Value']?.trim() ?? '';
  if (section === 'Statement' && name === 'Period') {
    const end = periodEnd(value);
    if (end.ok) context.at = instant(Math.min(end.value, context.generated ?? end.value));
  }
  if (section === 'Statement' && name === 'WhenGenerated') {
    const made = momentText(value, 'unknown');
    if (!made.ok) return;
    context.generated = made.value;
    context.at = instant(Math.min(context.at, made.value));
  }
  if (section === 'Account Information' && name === 'Account') {
    // U1234567 (Custom Consolidated)
    context.account = value.split(/\s/, 1)[0] ?? value;
  }
  if (section === 'Account Information' && name === 'Base Currency')
    context.base = assetOrNull(value);
}
