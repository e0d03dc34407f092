import type { Remedies, RemedyCost } from '../../engine/contract/remedies.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { money, percent } from './figures.ts';
import { left, right, type Sheet } from './sheet.ts';

const costWords = ({ amount, unknown }: RemedyCost): string =>
  [amount === null ? null : money(amount), unknown.length === 0 ? null : 'unknown']
    .filter((one) => one !== null)
    .join(' + ');

/** Ways to bring an account under its limit, the cheapest first. */
export function remedySheet(name: string, found: Outcome<Remedies>): Sheet {
  if (!found.ok) {
    const [title, why] =
      found.failure.reason === 'not-applicable'
        ? [`${name}, no remedy needed`, 'Why']
        : [`${name}, remedies`, 'Not worked out'];
    return { title, columns: [left(why)], rows: [[found.failure.message]] };
  }
  const { ranked, target, notes } = found.value;
  const unknown = new Set(ranked.flatMap(({ cost }) => cost.unknown));
  const bases = new Set(
    ranked.flatMap(({ cost: { basis } }) => (basis === undefined ? [] : [basis])),
  );
  return {
    title: `${name}, down to a margin ratio of ${percent(target)}`,
    columns: [
      left('Remedy'),
      right('Notional'),
      right('Cost'),
      right('Minutes'),
      right('Ratio then'),
      left('Other account then'),
    ],
    rows: ranked.map(({ what, notional, cost, ratio, other }) => [
      what,
      { value: notional, text: money(notional) },
      costWords(cost),
      cost.minutes === null ? 'unknown' : String(cost.minutes),
      { value: ratio, text: percent(ratio) },
      other === null ? '' : `${other.name} ${percent(other.ratio)}`,
    ]),
    note: [
      ranked.length === 0 ? 'no single remedy is enough' : 'each is enough by itself',
      ...notes,
      ...(bases.size > 0 ? [`costs that are not your own: ${[...bases].join('; ')}`] : []),
      ...(unknown.size > 0 ? [`not known: ${[...unknown].join('; ')}`] : []),
    ].join('. '),
  };
}
