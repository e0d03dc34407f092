import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageReader } from '../../../src/main/feeds/message-reader.ts';

/** What a decimal number is in a message: written apart from the code that reads it. */
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

describe('MessageReader', () => {
  it('reads decimals that are sent as text, and nothing else', () => {
    const near = fc.array(
      fc.constantFrom(...'0123456789.+-eExXbBoO_, '.split(''), '\t', 'Infinity', 'NaN'),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(near, (parts) => {
        const text = parts.join('');
        if (text === '') return;
        const read = new MessageReader();
        const found = read.number(text, 'price');
        const is = DECIMAL.test(text) && Number.isFinite(Number(text));
        expect(found).toBe(is ? Number(text) : null);
        expect(read.faults).toHaveLength(is ? 0 : 1);
      }),
      { numRuns: 5_000 },
    );
  });

  it('reads a decimal as the double that is nearest to it, however long', () => {
    const decimal = fc.stringMatching(/^-?\d{1,20}(\.\d{0,20})?$/);
    fc.assert(
      fc.property(decimal, (text) => {
        expect(new MessageReader().number(text, 'price')).toBe(Number(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('names the field by its place, and a message as a whole by nothing', () => {
    const read = new MessageReader();
    read.number('x', 'price');
    read.within('data[3]');
    read.number('x', 'price');
    read.fault('malformed', '[1]', 'a row is no object');
    read.fault('malformed', '', 'it may have been of any book');
    read.within('');
    read.number('x', 'size');
    const named = ['price', 'data[3].price', 'data[3][1]', '', 'size'];
    expect(read.faults.map(({ field }) => field)).toEqual(named);
  });

  it('tells absent from wrong, and names the field of what is wrong', () => {
    const read = new MessageReader();
    for (const absent of [undefined, null, '']) expect(read.number(absent, 'x')).toBeNull();
    expect(read.faults).toEqual([]);
    for (const wrong of [Number.NaN, Infinity, '1e400', '0x10', ' 1', [], {}, true]) {
      expect(read.number(wrong, 'data.price')).toBeNull();
    }
    expect(read.faults).toHaveLength(8);
    expect(new Set(read.faults.map(({ field }) => field))).toEqual(new Set(['data.price']));
  });

  it('gives no levels where one is wrong: half a book is a wrong book', () => {
    const read = new MessageReader();
    expect(
      read.levels(
        [
          ['1', '2'],
          ['3', '0'],
        ],
        'b',
      ),
    ).toEqual([
      { price: 1, quantity: 2 },
      { price: 3, quantity: 0 },
    ]);
    for (const wrong of [
      [['1', '-2']],
      [['0', '2']],
      [['1']],
      [1],
      {},
      null,
      [
        ['1', '2'],
        ['x', '2'],
      ],
    ]) {
      expect(read.levels(wrong, 'b')).toBeNull();
    }
  });

  it('refuses times outside of the years that markets have been', () => {
    const read = new MessageReader();
    expect(read.time(1_700_000_000_000, 't')).toBe(1_700_000_000_000);
    expect(read.time('1700000000000000', 't', 1_000)).toBe(1_700_000_000_000);
    for (const wrong of [0, 1_700_000_000, 1e15, -5]) expect(read.time(wrong, 't')).toBeNull();
    expect(read.faults).toHaveLength(4);
  });

  it('lists few of many faults, and counts the rest', () => {
    const read = new MessageReader();
    for (let i = 0; i < 1_000; i++) read.number('x', `field ${i}`);
    expect(read.faults).toHaveLength(21);
    expect(read.faults.at(-1)?.message).toBe('and 980 more faults in this message');
  });
});
