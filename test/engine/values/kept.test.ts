import { describe, expect, test } from 'vitest';
import { kept, keptEach, keptOfList, lasts, lastsWith } from '../../../src/engine/values/kept.ts';

type Thing = { readonly value: number };
type Owned = Thing & { readonly owner: object };

/** A function that counts how often it is computed. */
function counted<A extends readonly unknown[], V>(
  of: (...args: A) => V,
): { readonly asked: () => number; readonly compute: (...args: A) => V } {
  let times = 0;
  return {
    asked: () => times,
    compute: (...args) => {
      times++;
      return of(...args);
    },
  };
}

describe('an answer', () => {
  test('is kept of what lasts, for each context, and of nothing else', () => {
    const { asked, compute } = counted((of: Thing, more: number) => of.value + more);
    const answer = kept(compute);
    const lasting = lasts({ value: 1 });
    expect([answer(lasting, 2), answer(lasting, 3), answer(lasting, 2)]).toEqual([3, 4, 3]);
    expect(asked()).toBe(2);
    const passing = { value: 1 };
    expect([answer(passing, 2), answer(passing, 2)]).toEqual([3, 3]);
    expect(asked()).toBe(4);
  });

  test('is kept of no more contexts than a few', () => {
    const { asked, compute } = counted((of: Thing, more: number) => of.value + more);
    const answer = kept(compute);
    const of = lasts({ value: 0 });
    for (let more = 0; more < 20; more++) answer(of, more);
    expect(answer(of, 0)).toBe(0);
    expect(answer(of, 19)).toBe(19);
    expect(asked()).toBe(21);
  });

  test('lasts where what it was made of does', () => {
    const { asked, compute } = counted((of: Thing) => of.value);
    const answer = kept(compute);
    const made = lastsWith({ value: 5 }, lasts({ value: 4 }));
    answer(made);
    answer(made);
    expect(asked()).toBe(1);
    const passing = lastsWith({ value: 6 }, { value: 4 });
    answer(passing);
    answer(passing);
    expect(asked()).toBe(3);
  });
});

test('the answer to a list is the same object for the same things, and another as soon as one differs', () => {
  const sums = keptOfList(
    (list: readonly [Owned, ...Owned[]]) => ({
      sum: list.reduce((all, { value }) => all + value, 0),
    }),
    ({ owner }) => owner,
  );
  const owner = {};
  const [a, b, c] = [
    { value: 1, owner },
    { value: 2, owner },
    { value: 3, owner },
  ];
  const list = (...of: readonly [Owned, ...Owned[]]) => lasts(of);
  const first = sums(list(a, b));
  expect(sums(list(a, b))).toBe(first);
  expect(sums(list(a, c))).toEqual({ sum: 4 });
  expect(sums(list(a, b, c))).toEqual({ sum: 6 });
  const again = sums(list(a, b, c));
  expect(sums([a, b])).toEqual({ sum: 3 });
  expect(sums(list(a, b, c))).toBe(again);
});

test('of each of a list only what is new in its place is computed', () => {
  const { asked, compute } = counted((of: Owned) => 2 * of.value);
  const doubled = keptEach(compute, ({ owner }) => owner);
  const owner = {};
  const things = [1, 2, 3].map((value) => ({ value, owner }));
  expect(doubled(lasts([...things]))).toEqual([2, 4, 6]);
  const changed = lasts([things[0]!, { value: 7, owner }, things[2]!]);
  expect(doubled(changed)).toEqual([2, 14, 6]);
  expect(doubled(changed)).toEqual([2, 14, 6]);
  expect(asked()).toBe(4);
  expect(doubled(lasts([things[2]!, things[0]!]))).toEqual([6, 2]);
  // A list that nobody holds on to is computed whole, and does not take the place of the last one.
  expect(doubled([{ value: 9, owner }])).toEqual([18]);
  expect(doubled(lasts([things[2]!, things[0]!]))).toEqual([6, 2]);
  expect(asked()).toBe(7);
  expect(doubled([])).toEqual([]);
});
