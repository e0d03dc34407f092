import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTreeOrder, shownRows, treeOf } from '../../src/renderer/grid/tree.ts';
import { fixtureExposures } from '../support/snapshot-fixture.ts';

const tree = treeOf(fixtureExposures);
const ids = (rows: Iterable<string>): readonly string[] => [...rows].toSorted();

describe('rows shown', () => {
  it('are the underlyings while all is closed', () => {
    expect(ids(shownRows(tree, new Set(), null))).toEqual(['BTC', 'ETH']);
  });

  it('an open branch under a closed one stays hidden', () => {
    expect(ids(shownRows(tree, new Set(['BTC/dec']), null))).toEqual(['BTC', 'ETH']);
  });

  it('open branches show their children', () => {
    expect(ids(shownRows(tree, new Set(['BTC', 'BTC/dec']), null))).toEqual([
      'BTC',
      'BTC/dec',
      'BTC/dec/B',
      'BTC/spot',
      'ETH',
    ]);
  });

  it('a match is shown with all above it, though closed', () => {
    expect(ids(shownRows(tree, new Set(), ({ label }) => label === 'BTCZ30'))).toEqual([
      'BTC',
      'BTC/dec',
      'BTC/dec/B',
      'BTC/dec/B/1',
    ]);
  });
});

it('sorting keeps families together, in whatever order the rows come', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...fixtureExposures], { minLength: fixtureExposures.length }),
      (shuffled) => {
        const ordered = inTreeOrder(shuffled).map(({ id }) => id);
        expect(ids(ordered)).toEqual(ids(fixtureExposures.map(({ id }) => id)));
        for (const { id, parent } of fixtureExposures) {
          if (parent === null) continue;
          const at = ordered.indexOf(id);
          const above = ordered.indexOf(parent);
          expect(above).toBeLessThan(at);
          // Between a parent and its child stand only rows of the same family.
          expect(ordered.slice(above + 1, at).every((one) => one.startsWith(`${parent}/`))).toBe(
            true,
          );
        }
      },
    ),
  );
});

it('siblings keep the order they are sorted in', () => {
  const rows = [
    { id: 'b', parent: null, depth: 0 },
    { id: 'a1', parent: 'a', depth: 1 },
    { id: 'a', parent: null, depth: 0 },
    { id: 'a0', parent: 'a', depth: 1 },
  ];
  expect(inTreeOrder(rows).map(({ id }) => id)).toEqual(['b', 'a', 'a1', 'a0']);
});
