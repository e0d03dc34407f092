import { describe, expect, it } from 'vitest';
import type { Pushes } from '../../src/engine/contract/contract.ts';
import { marginAccountId } from '../../src/engine/values/ids.ts';
import { gathered, levelsText, openWarnings } from '../../src/renderer/state/levels.ts';
import { snapshotFixture } from '../support/snapshot-fixture.ts';

type Change = Pushes['levels'][number];

const change = (name: string, before: Change['before'], after: Change['after']): Change => ({
  account: marginAccountId(name),
  name,
  before,
  after,
  warning: null,
});

const open = snapshotFixture.warnings.length;

describe('accounts that came to another level', () => {
  it('are gathered from where they were to where they are', () => {
    const first = gathered([], [change('A', 'ok', 'watch'), change('B', 'call', 'watch')]);
    const then = gathered(first, [change('A', 'watch', 'liquidation')]);
    expect(then).toEqual([change('A', 'ok', 'liquidation'), change('B', 'call', 'watch')]);
  });

  it('count among the open warnings before a snapshot shows them', () => {
    expect(openWarnings(snapshotFixture, [])).toBe(open);
    expect(openWarnings(snapshotFixture, [change('A', 'ok', 'call')])).toBe(open + 1);
    expect(openWarnings(snapshotFixture, [change('A', 'call', 'ok')])).toBe(open - 1);
    // It was open before and is still: no other warning.
    expect(openWarnings(snapshotFixture, [change('A', 'watch', 'call')])).toBe(open);
    expect(openWarnings(null, [change('A', 'ok', 'call')])).toBe(1);
  });

  it('are said with where they were', () => {
    expect(levelsText([])).toBe('');
    expect(levelsText([change('Main', 'watch', 'call'), change('Other', 'call', 'ok')])).toBe(
      'Main: margin call, was watch; Other: in order, was margin call',
    );
  });
});
