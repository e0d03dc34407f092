import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, routeOf, viewNames } from '../../src/renderer/state/route.ts';

it('what is written is read back, whatever the focus holds', () => {
  const route = fc.record({ view: fc.constantFrom(...viewNames), focus: fc.string() });
  fc.assert(
    fc.property(route, (one) => {
      expect(routeOf(hashOf(one))).toEqual(one);
    }),
  );
});

it.each(['', '#', '#/nowhere', '#/margin/%E0%A4%A'])('%j leads somewhere', (hash) => {
  expect(viewNames).toContain(routeOf(hash).view);
});
