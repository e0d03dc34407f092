import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/engine/contract/codec.ts';

describe('the codec', () => {
  it('leaves a message without columns as bare JSON', () => {
    const message = { t: 'ok', id: 1, value: [null, true, 'text', -1.5, { deep: {} }] };
    expect(encode(message)).toBe(JSON.stringify(message));
    expect(decode(JSON.stringify(message))).toEqual(message);
  });

  it('tags a message with columns and gives them back bit for bit', () => {
    const odd = [0, -0, Number.NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308, 0.1];
    const message = { a: [1, { pnl: Float64Array.from(odd) }], b: new Float64Array(0) };
    const text = encode(message);
    expect(text.startsWith('~')).toBe(true);
    expect(decode(text)).toStrictEqual(message);
    expect(decode(encode(Float64Array.of(1, 2)))).toStrictEqual(Float64Array.of(1, 2));
  });

  it('leaves what it was given as it was', () => {
    const message = { rows: [{ pnl: Float64Array.of(1) }] };
    encode(message);
    expect(message).toStrictEqual({ rows: [{ pnl: Float64Array.of(1) }] });
  });

  it('returns any plain data with columns anywhere in it', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x)),
      fc.float64Array(),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree')),
        // A key like __proto__ is data here, and must neither vanish nor reach a prototype.
        fc.dictionary(
          fc.oneof(fc.string(), fc.constant('columns'), fc.constant('value')),
          tie('tree'),
          {
            noNullPrototype: true,
          },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(decode(encode(value))).toStrictEqual(value);
      }),
    );
  });

  it.each([
    ['NaN', { gross: Number.NaN }, 'gross on the wire is finite, was NaN'],
    ['infinity', [[Infinity]], '0.0 on the wire is finite'],
    ['a date', { at: new Date(0) }, 'at on the wire is plain data'],
    ['a map', new Map(), 'the value on the wire is plain data'],
    ['another typed array', { days: new Int32Array(1) }, 'days on the wire is plain data'],
    ['a function', { f: () => 1 }, 'was a function'],
    ['a bigint', { n: 1n }, 'was a bigint'],
  ])('refuses %s, which would arrive as something else', (_, value, message) => {
    expect(() => encode(value)).toThrow(message);
  });

  it.each([
    ['a prototype', '~{"columns":[["__proto__","x"]],"value":{}}'],
    ['an inherited member', '~{"columns":[["constructor"]],"value":{}}'],
    ['what is not there', '~{"columns":[["a","b"]],"value":{"a":1}}'],
    ['what is no list', '~{"columns":[["a"]],"value":{"a":"text"}}'],
    ['no path', '~{"columns":[7],"value":{"a":[]}}'],
    ['no columns', '~{"value":{}}'],
    ['nothing', '~null'],
  ])('refuses a tagged text that names %s as a column', (_, text) => {
    expect(() => decode(text)).toThrow(SyntaxError);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
