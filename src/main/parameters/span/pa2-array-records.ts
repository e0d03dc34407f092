import { recordOf, type FixedFields, type RecordReader } from './fixed-fields.ts';
import type { ContractKey } from './pa2-keys.ts';

export type FirstPart = {
  readonly key: ContractKey;
  /** Values 1 to 9. */
  readonly losses: readonly number[];
  /** Digits of the price where the second part has no room for them. */
  readonly precisePrice: string | null;
};

export type SecondPart = {
  readonly key: ContractKey;
  /** Values 10 to 16. */
  readonly losses: readonly number[];
  readonly compositeDelta: number;
  readonly volatility: number | null;
  readonly price: string;
  readonly priceSign: 1 | -1;
  readonly strikeSign: 1 | -1;
};

function contractKey(of: FixedFields): ContractKey {
  const exchange = of.named('exchange', 3);
  const product = of.named('product', 10);
  of.skip(10);
  const type = of.named('type', 3);
  const right = of.code('right', 1, ['', 'C', 'P']);
  const month = of.period('contract month');
  of.skip(1);
  const optionMonth = of.period('option month');
  of.skip(1);
  const strike = of.raw(7).trim();
  return {
    exchange,
    product,
    type,
    right: right === 'C' ? 'call' : right === 'P' ? 'put' : null,
    month,
    optionMonth,
    strike,
  };
}

const values = (of: FixedFields, from: number, to: number, length: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => of.signed(`array value ${from + i}`, length));

const firstPart = (length: number): RecordReader<FirstPart> =>
  recordOf((of) => {
    const key = contractKey(of);
    const losses = values(of, 1, 9, length);
    const precise = of.text(14);
    return { key, losses, precisePrice: of.text(1) === 'Y' ? precise : null };
  });

const secondPart = (length: number): RecordReader<SecondPart> =>
  recordOf((of) => {
    const key = contractKey(of);
    const losses = values(of, 10, 16, length);
    const compositeDelta = of.signed('composite delta', 5, 4);
    const volatility = of.optional('implied volatility', 8, 6);
    const price = of.text(7);
    const priceSign = of.sign('settlement price sign');
    const strikeSign = of.sign('strike sign');
    return { key, losses, compositeDelta, volatility, price, priceSign, strikeSign };
  });

/** Records 81 and 82: array values of five digits. */
export const firstArrayRecord: RecordReader<FirstPart> = firstPart(5);
export const secondArrayRecord: RecordReader<SecondPart> = secondPart(5);
/** Records 83 and 84: the same with eight digits. */
export const longFirstArrayRecord: RecordReader<FirstPart> = firstPart(8);
export const longSecondArrayRecord: RecordReader<SecondPart> = secondPart(8);
