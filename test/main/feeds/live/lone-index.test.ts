import { expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../../../src/engine/values/units.ts';
import { IndexAgreement } from '../../../../src/main/feeds/live/index-agreement.ts';

const START = 1_795_780_800_000;
const at = (seconds: number): Instant => instant(START + seconds * 1_000);
const BTC = asset('BTC');

/** Sources say a value at a second; what is agreed on then. */
function told(agreement: IndexAgreement, second: number, values: Readonly<Record<string, number>>) {
  for (const [source, value] of Object.entries(values)) {
    const quote = asset('USD');
    agreement.put({ source, asset: BTC, quote, value, at: at(second), confidence: null });
  }
  return agreement.of(BTC, () => 1, at(second));
}

test('a lone index that is ten times off is no price and says why; after a minute it is one', () => {
  const agreement = new IndexAgreement();
  expect(told(agreement, 0, { Deribit: 65_000 }).spot?.value).toBe(65_000);
  const { spot, band, report } = told(agreement, 1, { Deribit: 650_000 });
  expect([spot, band]).toEqual([null, null]);
  expect(report.consensus).toMatchObject({ ok: false, failure: { reason: 'conflict' } });
  if (!report.consensus.ok) expect(report.consensus.failure.message).toContain('10 times');
  expect(told(agreement, 40, { Deribit: 650_000 }).spot).toBeNull();
  expect(told(agreement, 61, { Deribit: 650_000 }).spot?.value).toBe(650_000);
});

test('a second source that agrees vouches for a jump at once', () => {
  const agreement = new IndexAgreement();
  told(agreement, 0, { Deribit: 65_000, OKX: 65_010 });
  expect(told(agreement, 1, { Deribit: 40_000, OKX: 40_010 }).spot?.value).toBeCloseTo(40_005, -2);
});

test('the first value is compared with what the store knows', () => {
  const agreement = new IndexAgreement();
  agreement.begin(BTC, { value: 65_000, at: at(-86_400 * 30) });
  expect(told(agreement, 0, { Deribit: 650_000 }).spot).toBeNull();
  expect(told(agreement, 1, { Deribit: 100_000 }).spot?.value).toBe(100_000);
});

test('what nobody states any more is not remembered', () => {
  const agreement = new IndexAgreement();
  told(agreement, 0, { Deribit: 65_000 });
  agreement.forget(() => true);
  expect(told(agreement, 1, { Deribit: 650 }).spot?.value).toBe(650);
});
