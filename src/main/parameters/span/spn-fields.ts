import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import { shortened } from '../../imports/decimals.ts';
import type { XmlElement } from '../../imports/xml-document.ts';

export const childrenNamed = (of: XmlElement, name: string): readonly XmlElement[] =>
  of.children.filter((child) => child.name === name);

/** Text of the first child of a name; empty where there is none. */
export const textOf = (of: XmlElement, name: string): string =>
  childrenNamed(of, name)[0]?.text ?? '';

/** A finite number in a child; null where there is no such child or it is empty. */
export function optionalNumber(of: XmlElement, name: string): Outcome<number | null> {
  const text = textOf(of, name);
  if (text === '') return ok(null);
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)
    ? ok(Number(text))
    : fail('malformed', `"${shortened(text)}" is no number`, `${of.name}.${name}`);
}

export function numberIn(of: XmlElement, name: string): Outcome<number> {
  const found = optionalNumber(of, name);
  if (!found.ok) return found;
  return found.value === null
    ? fail('missing-field', 'it is missing', `${of.name}.${name}`)
    : ok(found.value);
}

/** `20260630`, or `202606` where the day is `00`. */
export function periodIn(of: XmlElement, name: string): Outcome<string> {
  const text = textOf(of, name);
  return /^\d{4}(0\d|1[0-2])(\d\d)?$/.test(text)
    ? ok(text.length === 8 && text.endsWith('00') ? text.slice(0, 6) : text)
    : fail('malformed', `"${shortened(text)}" is no contract period`, `${of.name}.${name}`);
}
