import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repetitions } from '../../../src/main/store/repetitions.ts';

/** Feeds contents as the writer does, counting the looks into the store. */
function fed(contents: Iterable<string>): { ordinals: number[]; looks: number } {
  const held = new Map<string, number>();
  const ordinals: number[] = [];
  let looks = 0;
  const ordinalOf = repetitions((content, ordinal) => {
    looks += 1;
    return ordinal < (held.get(content.toString()) ?? 0);
  });
  for (const content of contents) {
    const count = held.get(content) ?? 0;
    ordinals.push(count === 0 ? 0 : ordinalOf(Buffer.from(content)));
    held.set(content, count + 1);
  }
  return { ordinals, looks };
}

/** The same by plain counting, in memory that grows with the file. */
function counted(contents: Iterable<string>): number[] {
  const counts = new Map<string, number>();
  return Array.from(contents, (content) => {
    const count = counts.get(content) ?? 0;
    counts.set(content, count + 1);
    return count;
  });
}

/** 6,000 contents, more than are remembered, over and over. */
function* rounds(times: number): Generator<string> {
  for (let round = 0; round < times; round++) {
    for (let n = 0; n < 6_000; n++) yield `${n}`;
  }
}

describe('repetitions of a row within a file', () => {
  it('are counted as plain counting would', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 200 }), (contents) => {
        expect(fed(contents).ordinals).toEqual(counted(contents));
      }),
    );
  });

  it('are counted however many different ones there are', () => {
    expect(fed(rounds(9)).ordinals).toEqual(counted(rounds(9)));
  });

  it('take no more looks for the millionth than for the second', () => {
    const { ordinals, looks } = fed(Array.from({ length: 100_000 }, () => 'the same'));
    expect(ordinals.at(-1)).toBe(99_999);
    expect(looks).toBeLessThan(10);
  });
});
