import { expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { instant, type Instant } from '../../../../src/engine/values/units.ts';
import { LoneWatch } from '../../../../src/main/feeds/lone-watch.ts';
import { IndexAgreement } from '../../../../src/main/feeds/live/index-agreement.ts';

const START = 1_795_780_800_000;
const at = (seconds: number): Instant => instant(START + seconds * 1_000);
const BTC = asset('BTC');

/** Sources say a value at a second, each watched; what is agreed on then. */
function teller() {
  const agreement = new IndexAgreement();
  const watch = new LoneWatch();
  const told = (second: number, values: Readonly<Record<string, number>>) => {
    for (const [source, value] of Object.entries(values)) {
      const doubt = watch.take(source, value, at(second));
      const [quote, confidence] = [asset('USD'), null];
      agreement.put({ source, asset: BTC, quote, value, at: at(second), confidence, doubt });
    }
    return agreement.of(BTC, () => 1, at(second));
  };
  return { agreement, told };
}

test('a lone index that is ten times off is no price and says why; after a minute it is one', () => {
  const { told } = teller();
  expect(told(0, { Deribit: 65_000 }).spot?.value).toBe(65_000);
  const { spot, band, report } = told(1, { Deribit: 650_000 });
  expect([spot, band]).toEqual([null, null]);
  expect(report.consensus).toMatchObject({ ok: false, failure: { reason: 'conflict' } });
  if (!report.consensus.ok) expect(report.consensus.failure.message).toContain('10 times');
  expect(told(40, { Deribit: 650_000 }).spot).toBeNull();
  expect(told(61, { Deribit: 650_000 }).spot?.value).toBe(650_000);
});

test('a second source that agrees vouches for a jump at once', () => {
  const { told } = teller();
  told(0, { Deribit: 65_000, OKX: 65_010 });
  expect(told(1, { Deribit: 40_000, OKX: 40_010 }).spot?.value).toBeCloseTo(40_005, -2);
});

test('the first value is compared with what the store knows', () => {
  const { agreement, told } = teller();
  agreement.begin(BTC, { value: 65_000, at: at(-86_400 * 30) });
  expect(told(0, { Deribit: 650_000 }).spot).toBeNull();
  expect(told(1, { Deribit: 100_000 }).spot?.value).toBe(100_000);
});
