import { describe, expect, test } from 'vitest';
import { chordOf, isTyped, reservedFor } from '../../../src/renderer/commands/chord.ts';
import {
  createCommands,
  found,
  keysOf,
  type Command,
} from '../../../src/renderer/commands/registry.ts';

const command = (id: string, keys: string | null = null): Command => ({
  id,
  title: id,
  group: 'View',
  keys,
  run: () => undefined,
});
const press = (key: string, with_: Partial<KeyboardEvent> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...with_ });

describe('what was pressed', () => {
  test.each<[string, Partial<KeyboardEvent>, string | null]>([
    ['k', { ctrlKey: true }, 'Mod+K'],
    ['K', { ctrlKey: true, shiftKey: true }, 'Mod+Shift+K'],
    ['?', { shiftKey: true }, '?'],
    ['1', {}, '1'],
    ['F6', { altKey: true, shiftKey: true }, 'Alt+Shift+F6'],
    [' ', {}, 'Space'],
    ['+', { ctrlKey: true }, 'Mod+Plus'],
    ['Control', { ctrlKey: true }, null],
    ['Shift', { shiftKey: true }, null],
  ])('%s with %o is %s', (key, modifiers, chord) => {
    expect(press(key, modifiers)).toBe(chord);
  });

  test('is text in a field unless a modifier says otherwise', () => {
    expect(['1', '?', 'Shift+A', 'Space'].map(isTyped)).toEqual([true, true, true, true]);
    expect(['Mod+K', 'Alt+1', 'F2'].map(isTyped)).toEqual([false, false, false]);
  });

  test.each(['Tab', 'Shift+Tab', 'Enter', 'ArrowDown', 'Escape', 'Mod+C', 'Mod+Z', 'Mod+T'])(
    '%s is given to no command',
    (chord) => expect(reservedFor(chord)).not.toBeNull(),
  );
});

describe('commands', () => {
  test('come and go with what is shown, one of each name', () => {
    const commands = createCommands();
    const leave = commands.add([command('a')]);
    expect(() => commands.add([command('a')])).toThrow('"a" is one command');
    commands.add([command('b')]);
    leave();
    expect(commands.all().map(({ id }) => id)).toEqual(['b']);
  });

  test('have the keys that the user chose; nobody else keeps those', () => {
    const all = [command('a', '1'), command('b', '2'), command('c', '3')];
    expect([...keysOf(all, { b: '1', c: null })]).toEqual([['b', '1']]);
    expect([...keysOf(all, {})]).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  test('are found by words, best first', () => {
    const titles = ['Export: Table', 'Margin', 'Stable coins', 'Table of margins'];
    const search = (text: string) =>
      found(
        titles.map((title) => ({ title })),
        text,
      ).map(({ title }) => title);
    expect(search('table')).toEqual(['Table of margins', 'Export: Table', 'Stable coins']);
    expect(search('margin table')).toEqual(['Table of margins']);
    expect(search('')).toEqual(titles);
    expect(search('nothing so')).toEqual([]);
  });
});
