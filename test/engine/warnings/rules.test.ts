import { describe, expect, test } from 'vitest';
import { scopeMeasures, type WarningRule } from '../../../src/engine/contract/alerts.ts';
import { fail, ok } from '../../../src/engine/values/outcome.ts';
import {
  ruleLevel,
  ruleMeasureWords,
  ruleValue,
  ruleWarnings,
} from '../../../src/engine/warnings/rules.ts';
import { snapshotFixture as snapshot } from '../../support/snapshot-fixture.ts';

const rule = (part: Partial<WarningRule>): WarningRule => ({
  id: 'r',
  name: 'Limit',
  measure: 'net-delta',
  scope: { of: 'book' },
  side: 'above',
  watch: 100,
  call: 200,
  hysteresis: 0.05,
  ...part,
});

describe('the level of a limit', () => {
  test.each<[number, 'ok' | 'watch' | 'call', 'ok' | 'watch' | 'call']>([
    [99.9, 'ok', 'ok'],
    [100, 'ok', 'watch'],
    [200, 'ok', 'call'],
    // It falls when it is back by 5 %: at 190 and at 95.
    [191, 'call', 'call'],
    [189.9, 'call', 'watch'],
    [96, 'watch', 'watch'],
    [94.9, 'watch', 'ok'],
    [96, 'call', 'watch'],
    [-500, 'call', 'ok'],
  ])('of %f after %s is %s', (value, before, level) => {
    expect(ruleLevel(rule({}), value, before)).toBe(level);
  });

  test('below a limit is the other way round, also below zero', () => {
    const below = rule({ side: 'below', watch: -100, call: -200 });
    expect(ruleLevel(below, -99, 'ok')).toBe('ok');
    expect(ruleLevel(below, -100, 'ok')).toBe('watch');
    expect(ruleLevel(below, -200, 'ok')).toBe('call');
    expect(ruleLevel(below, -191, 'call')).toBe('call');
    expect(ruleLevel(below, -189, 'call')).toBe('watch');
  });

  test('that is not used is never reached', () => {
    expect(ruleLevel(rule({ watch: null }), 150, 'ok')).toBe('ok');
    expect(ruleLevel(rule({ call: null }), 1e9, 'ok')).toBe('watch');
  });
});

describe('what a limit watches', () => {
  test('is the snapshot’s own figure', () => {
    const { overview, accounts, exposures } = snapshot;
    const book = (measure: WarningRule['measure']) => ruleValue(snapshot, rule({ measure }));
    expect(book('net-delta')).toEqual(ok(overview.sensitivities.delta));
    expect(book('gross-delta')).toEqual(ok(overview.gross));
    const [account] = accounts;
    if (account === undefined) throw new Error('the fixture has an account');
    const scope = { of: 'account', account: account.account } as const;
    expect(ruleValue(snapshot, rule({ measure: 'margin-ratio', scope }))).toEqual(
      account.marginRatio,
    );
    const row = exposures.find(({ depth }) => depth === 0);
    if (row === undefined) throw new Error('the fixture has an exposure');
    const underlying = { of: 'underlying', underlying: row.underlying } as const;
    expect(ruleValue(snapshot, rule({ scope: underlying }))).toEqual(ok(row.sensitivities.delta));
  });

  test('that is not known is warned of by its reason, never taken for 0', () => {
    const failed = { ...snapshot, risk: fail('missing-market-data', 'no history of HYPE') };
    const [found] = ruleWarnings(failed, [rule({ measure: 'value-at-risk' })], new Map());
    expect(found).toMatchObject({ level: 'watch', title: 'Limit: cannot be watched' });
    expect(found?.cause).toContain('no history of HYPE');
    const gone = rule({ measure: 'equity', scope: { of: 'account', account: 'gone' } });
    expect(ruleWarnings(snapshot, [gone], new Map())[0]?.cause).toContain('no account "gone"');
  });

  test('of an underlying that is not held any more is 0', () => {
    const scope = { of: 'underlying', underlying: 'XYZ' } as const;
    expect(ruleValue(snapshot, rule({ scope }))).toEqual(ok(0));
  });

  test('every measure of every scope is answered or has a reason', () => {
    const [account] = snapshot.accounts;
    const scopes = [
      { of: 'book' },
      { of: 'account', account: account?.account ?? '' },
      { of: 'underlying', underlying: snapshot.exposures[0]?.underlying ?? '' },
    ] as const;
    for (const scope of scopes) {
      for (const measure of scopeMeasures[scope.of]) {
        const found = ruleValue(snapshot, rule({ scope, measure }));
        if (found.ok) expect(Number.isFinite(found.value)).toBe(true);
        else expect(found.failure.reason).not.toBe('not-applicable');
        expect(ruleMeasureWords[measure].title).not.toBe('');
      }
    }
  });

  test('a limit that is passed says by how much, and what would end it', () => {
    const { delta } = snapshot.overview.sensitivities;
    const limit = rule({ watch: delta - 10, call: null });
    expect(ruleWarnings(snapshot, [limit], new Map())).toMatchObject([
      { id: 'rule|r', level: 'watch', account: null },
    ]);
    expect(ruleWarnings(snapshot, [rule({ watch: delta + 10, call: null })], new Map())).toEqual(
      [],
    );
  });
});
