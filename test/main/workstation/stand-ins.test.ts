import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../../src/engine/model/instrument.ts';
import type { Quote } from '../../../src/engine/model/market.ts';
import { asset, type Asset, type InstrumentId } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { standInSpots } from '../../../src/main/workstation/stand-ins.ts';
import { anInstant, anInstrument } from '../../support/builders.ts';

const BTC = asset('BTC');
const hour = 3_600_000;

const quote = (value: number, hoursOld = 0): Quote => ({
  value,
  at: instant(anInstant - hoursOld * hour),
  source: 'test',
});

const inverse = anInstrument({ symbol: 'BTCUSD', payoff: 'inverse', settlement: BTC });
const linear = anInstrument({ symbol: 'BTCUSDT', quote: asset('USDT') });
const march = anInstrument({
  symbol: 'BTC-MAR',
  kind: 'future',
  expiry: instant(anInstant + 2000 * hour),
});
const june = anInstrument({
  symbol: 'BTC-JUN',
  kind: 'future',
  expiry: instant(anInstant + 4000 * hour),
});

function spotOf(
  marked: readonly (readonly [Instrument, Quote])[],
  known: ReadonlyMap<Asset, Quote> = new Map(),
): Quote | undefined {
  const marks = new Map<InstrumentId, Quote>(marked.map(([{ id }, mark]) => [id, mark]));
  const rate = (of: Asset): number | null => (of === 'USD' ? 1 : of === 'USDT' ? 0.99 : null);
  const instruments = marked.map(([one]) => one);
  return standInSpots(instruments, marks, known, rate).get(BTC);
}

describe('an underlying that nothing else prices', () => {
  test('takes the mark of its perpetual, and says so', () => {
    const spot = spotOf([[inverse, quote(28_224.5)]]);
    expect(spot).toMatchObject({ value: 28_224.5, at: anInstant });
    expect(spot?.source).toContain('mark of BTCUSD');
  });

  test('in the reporting currency', () => {
    expect(spotOf([[linear, quote(100)]])?.value).toBeCloseTo(99, 12);
  });

  test('takes a perpetual before a future, a near future before a far one, a new mark before an old', () => {
    const june9 = [june, quote(9)] as const;
    const march8 = [march, quote(8)] as const;
    expect(spotOf([june9, march8])?.value).toBe(8);
    expect(spotOf([march8, june9, [inverse, quote(7, 9)]])?.value).toBe(7);
    expect(
      spotOf([
        [inverse, quote(7, 9)],
        [linear, quote(100)],
      ])?.value,
    ).toBeCloseTo(99, 12);
  });
});

test('a known price is left alone', () => {
  expect(spotOf([[inverse, quote(7)]], new Map([[BTC, quote(8)]]))).toBeUndefined();
});

test('neither an option, nor a quanto, nor a quote currency without a price can stand in', () => {
  const option = anInstrument({
    symbol: 'BTC-C',
    kind: 'option',
    expiry: march.expiry,
    option: { right: 'call', strike: 1, exercise: 'european' },
  });
  const quanto = anInstrument({ symbol: 'BTC-Q', payoff: 'quanto' });
  const euros = anInstrument({ symbol: 'BTC-EUR', quote: asset('EUR') });
  for (const one of [option, quanto, euros]) expect(spotOf([[one, quote(5)]])).toBeUndefined();
});
