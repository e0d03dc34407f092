import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { AccountMargin } from '../../../src/engine/contract/snapshot.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { PortfolioDocument } from '../../../src/main/portfolio/document.ts';
import { portfolioOf } from '../../../src/main/portfolio/portfolio.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const node = path.join(root, 'node_modules/.bin/node');

/** The JSON blocks of the document's description, so that what it shows is what works. */
const blocks = [
  ...readFileSync(path.join(root, 'docs/portfolio-document.md'), 'utf8').matchAll(
    /```json\n(.*?)```/gs,
  ),
].map(([, json = '']) => json);
const [edition = '', example = ''] = blocks;
const aDocument = (): PortfolioDocument => JSON.parse(example) as PortfolioDocument;

type Answer = {
  readonly accounts: readonly AccountMargin[];
  readonly failures: readonly { readonly reason: string; readonly message: string }[];
};

function margin(
  input: unknown,
  ...args: readonly string[]
): { code: number; out: string; err: string } {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const found = spawnSync(node, ['src/main/cli/index.ts', 'margin', ...args], {
    cwd: root,
    input: text,
  });
  return { code: found.status ?? -1, out: found.stdout.toString(), err: found.stderr.toString() };
}
const answerOf = (out: string): Answer => JSON.parse(out) as Answer;

describe('crossguard margin', () => {
  test('the example of the documentation, as JSON', () => {
    const { code, out } = margin(example, '--json');
    expect(code).toBe(0);
    const { accounts, failures } = answerOf(out);
    expect(failures).toEqual([]);
    expect(accounts.map(({ account }) => account)).toEqual([
      'DERIBIT:main:BTC',
      'BINANCE:main:USDT',
    ]);
    const trees = accounts.flatMap(({ equity, requirement }) =>
      [equity, requirement.initial, requirement.maintenance].flatMap((one) =>
        one.ok ? [one.value] : [],
      ),
    );
    expect(trees).toHaveLength(6);
    expect(trees.flatMap(violations)).toEqual([]);
    // BTCUSDT: 2 × 82,420 × 0.005 − 50 = 774.2; ÷ 10 = 16,484; 25,000 + 2 × (83,000 − 82,420) = 26,160
    const binance = accounts[1];
    expect(binance?.requirement.maintenance).toMatchObject({ ok: true, value: { value: 774.2 } });
    expect(binance?.requirement.initial).toMatchObject({ ok: true, value: { value: 16_484 } });
    expect(binance?.equity).toMatchObject({ ok: true, value: { value: 26_160 } });
  });

  test('as a tree for people', () => {
    const { code, out } = margin(example);
    expect(code).toBe(0);
    expect(out).toContain('Deribit portfolio margin');
    expect(out).toContain('Worst loss of the scan');
    expect(out).toMatch(/price −14 %, volatility (up|same|down)/);
    expect(out).toContain('Liquidation prices, USD:');
  });

  test('another model for every account', () => {
    const { out } = margin(example, '--model', 'deribit-sm', '--json');
    const { accounts } = answerOf(out);
    expect(accounts[0]).toMatchObject({
      model: 'deribit-sm',
      requirement: { initial: { ok: true } },
    });
    // Binance has no such model: said, not guessed.
    expect(accounts[1]).toMatchObject({
      requirement: { initial: { ok: false, failure: { reason: 'not-published' } } },
    });
  });

  test('figures left out are listed, and the exit code is 2', () => {
    const document = aDocument();
    const spots = { BTC: document.market.spots['BTC'] ?? 0 };
    const { code, out } = margin({ ...document, market: { ...document.market, spots } }, '--json');
    expect(code).toBe(2);
    expect(
      answerOf(out)
        .failures.map(({ message }) => message)
        .join(),
    ).toContain('USDT');
  });

  test('margin numbers of the user’s own', () => {
    const own = mkdtempSync(path.join(tmpdir(), 'own-editions-'));
    try {
      mkdirSync(path.join(own, 'binance'));
      writeFileSync(path.join(own, 'binance/2026-11-01.json'), edition);
      const base = aDocument();
      const sol = { ...base.instruments[2]!, id: 'sol', symbol: 'SOLUSDT', underlying: 'SOL' };
      const document = {
        ...base,
        accounts: base.accounts.slice(1),
        instruments: [sol],
        positions: [
          { account: 'BINANCE:main:USDT', instrument: 'sol', quantity: 1000, entryPrice: 138 },
        ],
        collateral: [{ account: 'BINANCE:main:USDT', asset: 'USDT', balance: 5000 }],
        market: { spots: { SOL: 138, USDT: 1 } },
      };
      expect(margin(document, '--json').code).toBe(1);
      const { code, out } = margin(document, '--json', '--editions', own);
      expect(code).toBe(0);
      // 138,000 × 0.01 − 250
      expect(answerOf(out).accounts[0]?.requirement.maintenance).toMatchObject({
        value: { value: 1130 },
      });
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  test('the schema is one that says what a document must have', () => {
    const { code, out } = margin('', '--schema');
    expect(code).toBe(0);
    const schema = JSON.parse(out) as { readonly required: readonly string[] };
    expect(schema.required).toEqual(
      expect.arrayContaining(['version', 'asOf', 'reporting', 'accounts', 'positions', 'market']),
    );
  });

  test.each([
    ['no JSON', '{', /not JSON/],
    ['nothing', '', /not JSON/],
    ['another version', JSON.stringify({ ...aDocument(), version: 2 }), /version/],
    ['a misspelt field', JSON.stringify({ ...aDocument(), colateral: [] }), /colateral/],
  ])('refuses %s', (_, input, why) => {
    const { code, err, out } = margin(input);
    expect(code).toBe(1);
    expect(err).toMatch(why);
    expect(out).toBe('');
  });

  test('refuses a model that there is not', () => {
    const { code, err } = margin(example, '--model', 'riddle');
    expect(code).toBe(1);
    expect(err).toContain('there is no model "riddle"');
  });
});

describe('references within a document', () => {
  const refused = (change: Partial<PortfolioDocument>): string => {
    const outcome = portfolioOf({ ...aDocument(), ...change }, null);
    return outcome.ok ? '' : outcome.failure.message;
  };
  const { positions, collateral, instruments, accounts, market } = aDocument();

  test.each<[string, Partial<PortfolioDocument>]>([
    ['positions.0.account', { positions: [{ ...positions[0]!, account: 'nobody' }] }],
    ['positions.0.instrument', { positions: [{ ...positions[0]!, instrument: 'nothing' }] }],
    ['collateral.0.account', { collateral: [{ ...collateral[0]!, account: 'nobody' }] }],
    ['market.marks', { market: { ...market, marks: { nothing: 1 } } }],
    ['instruments.3.id', { instruments: [...instruments, instruments[0]!] }],
    ['accounts.2.id', { accounts: [...accounts, accounts[0]!] }],
    ['instruments.0.option', { instruments: [{ ...instruments[0]!, kind: 'option' }] }],
    [
      'instruments.0.expiry',
      { instruments: [{ ...instruments[0]!, expiry: '2026-12-25T08:00:00Z' }] },
    ],
  ])('%s', (where, change) => {
    expect(refused(change)).toContain(where);
  });
});
