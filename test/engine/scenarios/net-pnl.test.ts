import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { undiscountedBlack } from '../../../src/engine/pricing/black.ts';
import type { Line } from '../../../src/engine/netting/lines.ts';
import {
  unitPnl,
  type OptionValue,
  type UnitValue,
} from '../../../src/engine/revaluation/unit-value.ts';
import { linesOf } from '../../../src/engine/run.ts';
import { netPnl } from '../../../src/engine/scenarios/net-pnl.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { aRiskInput } from '../../support/risk-input.ts';
import '../../support/property-seed.ts';

const assets = [asset('BTC'), asset('ETH')];
const [sample] = linesOf(aRiskInput());

/** A line of some value, settled in ether. */
const lineOf = (value: UnitValue, quantity: number): Line => ({
  ...sample!,
  quantity,
  unit: { key: JSON.stringify(value), underlying: assets[0]!, settlement: assets[1]!, value },
});

const linear: OptionValue = {
  kind: 'option',
  payoff: 'linear',
  right: 'call',
  scale: 2,
  forward: 100,
  strike: 104,
  volatility: 0.8,
  years: 0.02,
  base: undiscountedBlack('call', 100, 104, 0.8 * Math.sqrt(0.02)),
};

const move = fc.double({ min: -1.5, max: 1.5, noNaN: true });

test.each([
  ['a book at two venues', linesOf(aRiskInput())],
  [
    'what settles in an asset that moves too',
    [
      lineOf({ kind: 'linear', slope: 70 }, 3),
      lineOf({ kind: 'quanto', slope: 20 }, -4),
      lineOf(linear, 5),
      lineOf({ ...linear, payoff: 'inverse', right: 'put', base: linear.base + 4 }, -2),
    ],
  ],
])('%s: netted it earns what its contracts earn one by one', (_, lines) => {
  const net = netPnl(lines, assets);
  const size = lines.reduce((sum, { notional }) => sum + notional, 0);
  fc.assert(
    fc.property(move, move, (btc, eth) => {
      const [m, f] = [Math.exp(btc), Math.exp(eth)];
      const at = { BTC: m, ETH: f } as Readonly<Record<string, number>>;
      const full = lines.reduce(
        (sum, { unit, quantity }) =>
          sum +
          quantity * unitPnl(unit.value, at[unit.underlying] ?? 1, 1, at[unit.settlement] ?? 1),
        0,
      );
      expect(Math.abs(net(Float64Array.of(btc, eth)) - full)).toBeLessThan(1e-8 * size);
    }),
  );
});

test('a move beyond the nodes is priced contract by contract', () => {
  const net = netPnl([lineOf({ ...linear, payoff: 'inverse' }, 1)], assets);
  expect(net(Float64Array.of(5, 0))).toBeCloseTo(
    unitPnl({ ...linear, payoff: 'inverse' }, Math.exp(5), 1, 1),
    9,
  );
});

test('an asset without a column stands still', () => {
  const net = netPnl([lineOf({ kind: 'linear', slope: 70 }, 3)], [assets[0]!]);
  expect(net(Float64Array.of(0.1))).toBeCloseTo(210 * (Math.exp(0.1) - 1), 10);
});
