/** Ctrl, or Command on a Mac. */
const isMac = (): boolean => navigator.platform.startsWith('Mac');

const named: Readonly<Record<string, string>> = { ' ': 'Space', '+': 'Plus' };

/** Keys that only go with others. */
const lone: ReadonlySet<string> = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'Dead']);

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * What was pressed, as commands name it: `Mod+K`, `Alt+Shift+F6`, `?`. Shift is not told where it made another
 * character. Null while only a modifier is down.
 */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string | null {
  if (lone.has(key)) return null;
  const mod = isMac() ? metaKey : ctrlKey;
  const other = isMac() ? ctrlKey : metaKey;
  const isCharacter = /^.$/u.test(key);
  const isLetter = isCharacter && key.toLowerCase() !== key.toUpperCase();
  const parts = [
    ...(mod ? ['Mod'] : []),
    ...(other ? [isMac() ? 'Ctrl' : 'Meta'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (!isCharacter || isLetter) ? ['Shift'] : []),
  ];
  return [...parts, named[key] ?? (isCharacter ? key.toUpperCase() : key)].join('+');
}

/** True of what a text field needs for itself. */
export const isTyped = (chord: string): boolean =>
  !/^(?:Mod|Ctrl|Meta|Alt)\+|^(?:Shift\+)?F\d+$/.test(chord);

/** What the browser, the grid or a text field does with a chord; such a one is given to no command. */
export function reservedFor(chord: string): string | null {
  if (/^(?:Shift\+)?Tab$|^Enter$|^Space$|^Arrow|^Escape$|^Home$|^End$|^Page/.test(chord))
    return 'moves the keyboard and presses what it is on';
  if (/^Mod\+[ACVXZY]$/.test(chord)) return 'edits text and copies';
  if (/^Mod\+[TWNQR]$/.test(chord)) return 'belongs to the browser';
  return null;
}

/** The chord as keyboards are labelled. */
export const chordText = (chord: string): string =>
  chord
    .replace('Mod', isMac() ? '⌘' : 'Ctrl')
    .replaceAll('+', ' ')
    .replace('Plus', '+');
