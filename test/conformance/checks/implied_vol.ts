import { impliedVolatility } from '../../../src/engine/pricing/implied-volatility.ts';
import { near, same, vectorCheck, vectorNumber, type VectorCheck } from '../frame.ts';

type Input = number | string | null;
type Case = {
  readonly type: 'call' | 'put';
  readonly F: Input;
  readonly K: Input;
  readonly T: Input;
  readonly D: Input;
  readonly price: Input;
  readonly attainable_abs?: number;
  readonly expected:
    | { readonly vol: number; readonly total_sd: number }
    | { readonly outcome: string };
};

export const check: VectorCheck = vectorCheck<Case>((vector) => {
  const found = impliedVolatility({
    right: vector.type,
    forward: vectorNumber(vector.F),
    strike: vectorNumber(vector.K),
    years: vectorNumber(vector.T),
    discount: vectorNumber(vector.D),
    price: vectorNumber(vector.price),
  });
  const { expected } = vector;
  if ('outcome' in expected) {
    return [same('outcome', found.kind.replaceAll('-', '_'), expected.outcome)];
  }
  if (found.kind !== 'volatility') return [same('outcome', found, 'volatility')];
  const allowed = 1e-9 * expected.vol + 32 * vectorNumber(vector.attainable_abs ?? null);
  const years = vectorNumber(vector.T);
  return [
    near('vol', found.volatility, expected.vol, allowed),
    near('total_sd', found.deviation, expected.total_sd, allowed * Math.sqrt(years)),
  ];
});
