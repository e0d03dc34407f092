import {
  usualPreferences,
  type NumberStyle,
  type Preferences,
} from '../../engine/contract/preferences.ts';

/** How figures and times are written, as the user chose. */
export type FormatStyle = Pick<Preferences, 'numbers' | 'dates' | 'zone'>;

/** U+202F: groups digits without ever breaking the line. */
const narrow = '\u202f';

/** What stands between thousands, and before decimals. */
const separators: Readonly<Record<NumberStyle, readonly [group: string, point: string]>> = {
  'space-point': [narrow, '.'],
  'comma-point': [',', '.'],
  'point-comma': ['.', ','],
  'space-comma': [narrow, ','],
  'apostrophe-point': ['\u2019', '.'],
};

let inForce: FormatStyle = usualPreferences;

/** Every text that is made from now on is written so: the window draws itself anew after a change. */
export function writeIn(style: FormatStyle): void {
  inForce = style;
}

export const formatStyle = (): FormatStyle => inForce;

export const separatorsInForce = (): readonly [group: string, point: string] =>
  separators[inForce.numbers];

/** A number with `,` and `.` as English has them, in the separators in force. */
export function withSeparators(english: string): string {
  const [group, point] = separatorsInForce();
  return english.replaceAll(/[,.]/g, (mark) => (mark === ',' ? group : point));
}
