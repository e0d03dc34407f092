import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { usualPreferences } from '../../../src/engine/contract/preferences.ts';
import { preferencesDocument } from '../../../src/main/parameters/preferences.ts';
import { UserDocument } from '../../../src/main/user/document.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'crossguard-user-')), 'preferences.json');
});

const opened = () => new UserDocument(path, preferencesDocument, usualPreferences);

test('what a user chose is there the next time, in a file for this user alone', () => {
  const first = opened();
  expect(first.value).toEqual(usualPreferences);
  expect(existsSync(path)).toBe(false);
  first.put({ ...usualPreferences, theme: 'light', zone: 'Asia/Tokyo', keys: { palette: 'F2' } });
  const again = opened();
  expect(again.fault).toBeNull();
  expect(again.value).toMatchObject({
    theme: 'light',
    zone: 'Asia/Tokyo',
    keys: { palette: 'F2' },
  });
});

test('what an older version did not know is as usual', () => {
  writeFileSync(path, '{"theme":"light"}');
  expect(opened().value).toEqual({ ...usualPreferences, theme: 'light' });
});

test.each([
  ['no JSON', '{"theme":', 'JSON'],
  ['another theme', '{"theme":"pink"}', 'theme'],
  ['a zone that nobody has', '{"zone":"Mars/Olympus"}', 'is no time zone'],
  ['a field of somebody else', '{"secret":"x"}', 'secret'],
])('%s is put aside and said, not lost', (_, text, why) => {
  writeFileSync(path, text);
  const found = opened();
  expect(found.value).toEqual(usualPreferences);
  expect(found.fault).toMatch(/^preferences\.json: .*; it was put aside$/s);
  expect(found.fault).toContain(why);
  expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text);
});

test('what is none is refused, and what was kept stays', () => {
  const document = opened();
  document.put({ ...usualPreferences, theme: 'light' });
  expect(() => document.put({ ...usualPreferences, zone: 'nowhere' })).toThrow('is no time zone');
  expect(document.value.theme).toBe('light');
  expect(opened().value.theme).toBe('light');
  expect(readdirSync(join(path, '..'))).toEqual(['preferences.json']);
});
