import type { Alert, AlertKind } from '../../engine/contract/alerts.ts';

/** True of what asks for somebody: nobody acknowledged it, and it is not snoozed. */
const isUnheardAlert = ({ acknowledged, snoozedUntil }: Alert): boolean =>
  acknowledged === null && snoozedUntil === null;

/** What is to be told aloud: calls that are new, rose, woke or were escalated since. */
export function newCalls(before: readonly Alert[], now: readonly Alert[]): readonly Alert[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return now.filter((one) => {
    if (one.level === 'watch' || !isUnheardAlert(one)) return false;
    const last = known.get(one.id);
    return (
      last === undefined ||
      !isUnheardAlert(last) ||
      last.since !== one.since ||
      (last.escalatedAt === null && one.escalatedAt !== null)
    );
  });
}

export const alertKindWords: Readonly<Record<AlertKind, string>> = {
  raised: 'raised',
  rose: 'rose',
  fell: 'fell',
  cleared: 'cleared by itself',
  acknowledged: 'acknowledged',
  snoozed: 'snoozed',
  woken: 'woken',
  escalated: 'nobody came: escalated',
};

/** How many ask for somebody, before a title: `(2) `; empty where none does. */
export function badgeText(alerts: readonly Alert[]): string {
  const count = alerts.filter(isUnheardAlert).length;
  return count === 0 ? '' : `(${count}) `;
}
