import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { crossMargin } from '../../../src/engine/margin/pools.ts';
import { standardRule } from '../../../src/engine/margin/standard.ts';
import { violations } from '../../../src/engine/margin/tree.ts';
import type { PricedPosition } from '../../../src/engine/model/priced.ts';
import { itWithSharedData } from '../../support/shared-data.ts';
import { anInput, held, inverse, linear } from './account-input.ts';
import { vectorFile } from './vectors.ts';

type Vectors = {
  readonly cases: readonly {
    readonly id: string;
    readonly given: { readonly underlying: string; readonly index: number; readonly size: number };
    readonly expect: { readonly initial: number; readonly maintenance?: number };
  }[];
};

const vectors = vectorFile('margin/deribit-standard.json') as Vectors;

/** Margin of one position in dollars. */
function margins(of: PricedPosition): { initial: number; maintenance: number } {
  const input = anInput('DERIBIT', 'deribit-sm', { positions: [of] });
  const { initial, maintenance } = crossMargin(input, standardRule(input)).requirement;
  if (!initial.ok || !maintenance.ok) throw new Error('no margin');
  expect([...violations(initial.value), ...violations(maintenance.value)]).toEqual([]);
  return { initial: initial.value.value, maintenance: maintenance.value.value };
}

describe('published examples', () => {
  test.each(vectors.cases)('$id', ({ given, expect: expected }) => {
    const { underlying, index, size } = given;
    const instrument = linear(`${underlying}_USDC-PERPETUAL`, underlying, 'DERIBIT');
    const found = margins(held({ instrument, quantity: size, mark: index }));
    expect(found.initial).toBeCloseTo(expected.initial, 6);
    if (expected.maintenance !== undefined) {
      expect(found.maintenance).toBeCloseTo(expected.maintenance, 6);
    }
  });
});

test('an inverse perpetual grows by the coin that it stands for', () => {
  // 5,000,000 USD at 50,000 is 100 BTC: (2 % + 100 × 0.005 %) × 100 BTC × 50,000 USD
  const instrument = inverse('BTC-PERPETUAL', 'BTC', 'DERIBIT');
  const found = margins(held({ instrument, quantity: -5_000_000, mark: 50_000 }));
  expect(found.initial).toBeCloseTo(0.025 * 100 * 50_000, 6);
  expect(found.maintenance).toBeCloseTo(0.015 * 100 * 50_000, 6);
});

type Recorded = {
  readonly instrument_name: string;
  readonly size: number | string;
  readonly mark_price: number | string;
  readonly index_price: number | string;
  readonly maintenance_margin: number | string;
  readonly initial_margin: number | string;
};

itWithSharedData('margins that Deribit itself stated on real positions', (folder) => {
  const file = path.join(folder, 'accounts/deribit/get_positions_recorded.json');
  const { result } = JSON.parse(readFileSync(file, 'utf8')) as { result: readonly Recorded[] };
  let compared = 0;
  for (const one of result) {
    const [underlying = '', , strike, right] = one.instrument_name.split('-');
    const [quantity, mark, spot] = [
      Number(one.size),
      Number(one.mark_price),
      Number(one.index_price),
    ];
    if (quantity === 0) continue;
    const base = inverse(one.instrument_name, underlying, 'DERIBIT');
    const option = {
      right: right === 'C' ? 'call' : 'put',
      strike: Number(strike),
      exercise: 'european',
    } as const;
    const instrument =
      strike === undefined
        ? base
        : { ...base, kind: 'option' as const, priceUnit: 'underlying' as const, option };
    const found = margins(held({ instrument, quantity, mark, spot }));
    // The venue rounds to nine decimals of the coin.
    expect(found.initial / spot).toBeCloseTo(Number(one.initial_margin), 8);
    expect(found.maintenance / spot).toBeCloseTo(Number(one.maintenance_margin), 8);
    compared++;
  }
  expect(compared).toBeGreaterThan(3);
});
