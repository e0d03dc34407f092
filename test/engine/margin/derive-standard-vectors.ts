import { optionsNeed, type StandardMarket } from '../../../src/engine/margin/derive/standard.ts';
import type { DeriveStandardNumbers } from '../../../src/engine/model/derive-numbers.ts';
import { vectorFile } from './vectors.ts';

type OptionRow = readonly [
  market: 'ETH' | 'BTC',
  seconds: number,
  strike: number,
  right: 'C' | 'P',
  quantity: number,
  volatility: number,
];

/** A portfolio of options in the shorthand of the vectors; results are [maintenance, initial]. */
type StandardCase = {
  readonly id: string;
  readonly S: readonly [number, number];
  readonly opts: readonly OptionRow[];
  readonly F: readonly (readonly [seconds: number, forward: number])[];
  readonly settle?: readonly [number, number];
  readonly ETH: readonly [number, number];
  readonly BTC: readonly [number, number];
};

export const standardVectors = vectorFile('margin/derive-standard.json') as {
  readonly source: string;
  readonly tolerance: { readonly relative: number };
  readonly cases: readonly StandardCase[];
};

/** The numbers of the protocol's own tests; the parts that options do not use are those of its documentation. */
export const testNumbers: DeriveStandardNumbers = {
  option: {
    initialBase: 0.15,
    initialFloor: 0.1,
    maintenanceCall: 0.075,
    maintenancePut: 0.075,
    maintenancePutMark: 0.075,
    putOffset: 1.05,
  },
  unpaired: { initial: 1.2, maintenance: 1.1 },
  perpetual: { initial: 0.1, maintenance: 0.065 },
  peg: { threshold: 0.99, factor: 2 },
  confidence: { threshold: 0.55 },
};

/** Both markets have forwards in one list: a market's are those next to its spot. */
function forwardNear(of: StandardCase, spot: number, seconds: number): number {
  const near = of.F.filter(([at]) => at === seconds).map(([, forward]) => forward);
  const [found] = near.toSorted((a, b) => Math.abs(a - spot) - Math.abs(b - spot));
  return found ?? Number.NaN;
}

export function marketOf(of: StandardCase, underlying: 'ETH' | 'BTC'): StandardMarket {
  const place = underlying === 'ETH' ? 0 : 1;
  const spot = of.S[place];
  const options = of.opts
    .filter(([market]) => market === underlying)
    .map(([, seconds, strike, right, quantity, volatility]) => ({
      seconds,
      strike,
      right: right === 'C' ? ('call' as const) : ('put' as const),
      quantity,
      volatility,
    }));
  return {
    underlying,
    spot,
    options,
    expiries: [...new Set(options.map(({ seconds }) => seconds))].map((seconds) => ({
      seconds,
      forward: forwardNear(of, spot, seconds),
      settlement: of.settle?.[place] ?? null,
    })),
    perpetual: null,
    numbers: testNumbers,
  };
}

/** The option part of a market as the protocol reports it: signed health, [maintenance, initial]. */
export const optionHealth = (market: StandardMarket): readonly [number, number] => [
  0 - optionsNeed(market, 'maintenance').value,
  0 - optionsNeed(market, 'initial').value,
];
