import { separatorsInForce } from './style.ts';

/** Between thousands: blanks of any kind and apostrophes, which no style has before decimals. */
const blanks = /[\s\u00a0\u202f'\u2019]/g;

/**
 * A number as the user types it, with the separators of the style in force. The other mark before decimals is taken
 * as well where it can only be that. Null for anything else, and for what can be read in two ways: where neither
 * mark stands between thousands, `1,234` may be meant as either.
 */
export function typedNumber(text: string): number | null {
  const [group, point] = separatorsInForce();
  const plain = text.trim().replace('\u2212', '-').replaceAll(blanks, '');
  const other = point === '.' ? ',' : '.';
  const number =
    group === other
      ? grouped(plain, group, point)
      : (withPoint(plain, point) ?? withOther(plain, other));
  return number !== null && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(number)
    ? Number(number)
    : null;
}

/** The number in English, thousands of three digits each left out. */
function grouped(plain: string, group: string, point: string): string | null {
  const [whole = '', ...rest] = plain.split(point);
  if (rest.length > 1 || rest.some((part) => part.includes(group))) return null;
  const [first = '', ...others] = whole.split(group);
  const isGrouped = others.length === 0 || /^[+-]?[1-9]\d{0,2}$/.test(first);
  if (!isGrouped || !others.every((part) => /^\d{3}$/.test(part))) return null;
  return [[first, ...others].join(''), ...rest].join('.');
}

function withPoint(plain: string, point: string): string | null {
  const parts = plain.split(point);
  return parts.length > 2 || /[.,]/.test(parts.join('')) ? null : parts.join('.');
}

/** With the mark of other styles before decimals, unless what follows could be a thousand. */
function withOther(plain: string, other: string): string | null {
  const parts = plain.split(other);
  const [whole = '', decimals = ''] = parts;
  if (parts.length !== 2 || /[.,]/.test(parts.join(''))) return null;
  const couldBeThousand = /^\d{3}$/.test(decimals) && /^[+-]?[1-9]\d{0,2}$/.test(whole);
  return couldBeThousand ? null : `${whole}.${decimals}`;
}

/** A number as it is put into a field: no thousands, the decimals after the point in force. */
export const fieldText = (x: number): string => String(x).replace('.', separatorsInForce()[1]);
