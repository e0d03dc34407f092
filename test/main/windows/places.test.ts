import { describe, expect, test } from 'vitest';
import { hashOfLink, linkIn } from '../../../src/main/windows/links.ts';
import { reachable, type Place } from '../../../src/main/windows/places.ts';

const place = (x: number, y: number): Place => ({
  x,
  y,
  width: 1_000,
  height: 700,
  maximized: false,
  hash: '#/margin',
});
const one = { x: 0, y: 25, width: 1_920, height: 1_055 };
const beside = { x: 1_920, y: 0, width: 1_280, height: 1_024 };

describe('a window that was open', () => {
  test.each<[string, number, number, boolean]>([
    ['on the display', 100, 100, true],
    ['mostly to the right of it', 1_800, 100, true],
    ['wholly to the right of it', 1_850, 100, false],
    ['to the left, its bar seen', -880, 100, true],
    ['to the left, its bar gone', -900, 100, false],
    ['its bar above the display', 100, -40, false],
    ['its bar below the display', 100, 1_060, false],
  ])('%s', (_, x, y, isReachable) => {
    expect(reachable(place(x, y), [one]) !== null).toBe(isReachable);
  });

  test('is reachable on any of several displays, and on none where there is none', () => {
    expect(reachable(place(2_000, 10), [one, beside])).toEqual(place(2_000, 10));
    expect(reachable(place(2_000, 10), [one])).toBeNull();
    expect(reachable(place(0, 0), [])).toBeNull();
  });
});

describe('a link into the desktop', () => {
  test.each<[string, string | null]>([
    ['crossguard://go/margin/DERIBIT%3Amain', '#/margin/DERIBIT%3Amain'],
    ['crossguard://go/stress', '#/stress'],
    ['crossguard://go/stress/', '#/stress'],
    ['crossguard://go', null],
    ['crossguard://other/stress', null],
    ['crossguard://go/margin/../../x', null],
    ['crossguard://go/javascript:alert(1)', null],
    ['crossguard://go/margin/<b>', null],
    ['https://evil.example/crossguard://go/margin', null],
    ['file:///etc/passwd', null],
  ])('%s leads to %s', (link, hash) => expect(hashOfLink(link)).toBe(hash));

  test('is found among the words of a command line', () => {
    expect(linkIn(['crossguard', '--sample', 'crossguard://go/risk'])).toBe('#/risk');
    expect(linkIn(['crossguard', '--sample'])).toBeNull();
  });
});
