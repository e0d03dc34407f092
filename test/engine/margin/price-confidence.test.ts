import { expect, test } from 'vitest';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { PriceBand } from '../../../src/engine/model/price-band.ts';
import { linesOf, run } from '../../../src/engine/run.ts';
import { asset, type Asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { aHousePolicy, anInstant } from '../../support/builders.ts';
import { aRiskInput } from '../../support/risk-input.ts';

const input = aRiskInput();
const band = (value: number, halfWidth: number): PriceBand => ({
  value,
  halfWidth,
  score: 0.8,
  at: instant(anInstant - 400),
  sources: ['ALPHA', 'an oracle'],
});

function needWith(confidence: number, bands?: ReadonlyMap<Asset, PriceBand>): MarginNode {
  const { house } = run({
    ...input,
    market: bands === undefined ? input.market : { ...input.market, bands },
    parameters: { ...input.parameters, house: aHousePolicy({ confidence }) },
  }).houseView;
  if (!house.ok) throw new Error(house.failure.message);
  expect(violations(house.value)).toEqual([]);
  return house.value;
}

const charged = (of: MarginNode): MarginNode | undefined =>
  of.parts.find(({ label }) => label === 'Price confidence');

const bands = new Map([
  [asset('BTC'), band(80_000, 40)],
  [asset('ETH'), band(3_000, 6)],
]);

test('net delta × half-width ÷ value × multiple, by hand', () => {
  const part = charged(needWith(2, bands));
  const net = linesOf(input)
    .filter(({ unit }) => unit.underlying === asset('BTC'))
    .reduce((all, { sensitivities }) => all + sensitivities.delta, 0);
  expect(part?.parts.map(({ label }) => label).toSorted()).toEqual(['BTC', 'ETH']);
  const [btc, eth] = ['BTC', 'ETH'].map((of) => part?.parts.find(({ label }) => label === of));
  expect(btc?.value).toBeCloseTo(Math.abs(net) * (40 / 80_000) * 2, 8);
  expect(eth?.value).toBeCloseTo(40 * 3_001 * (6 / 3_000) * 2, 8);
  expect(btc?.parts[1]).toMatchObject({
    source: 'ALPHA, an oracle',
    note: '80000 ± 40, confidence 0.8; oldest price 400 ms old',
  });
});

test('the need grows by just that', () => {
  const plain = needWith(0, bands);
  const need = needWith(1, bands);
  expect(need.value).toBeCloseTo(plain.value + (charged(need)?.value ?? Number.NaN), 6);
});

test('a multiple of 0 charges nothing and says nothing', () => {
  expect(needWith(0, bands)).toEqual(needWith(0));
  expect(charged(needWith(0, bands))).toBeUndefined();
});

test('a price that nobody compares is lacking by name, not sure', () => {
  const part = charged(needWith(1, new Map([[asset('BTC'), band(80_000, 40)]])));
  expect(part?.lacking?.map(({ message }) => message)).toEqual([
    'the price of ETH is compared with no other source: doubt about it is not charged',
  ]);
  expect(charged(needWith(1))?.lacking).toHaveLength(2);
});
