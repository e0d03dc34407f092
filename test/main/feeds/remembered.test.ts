import { describe, expect, it } from 'vitest';
import { remembered } from '../../../src/main/feeds/remembered.ts';

describe('remembered', () => {
  it('asks once of each text, whatever the answer is', () => {
    const asked: string[] = [];
    const ends = remembered((text) => {
      asked.push(text);
      return text.endsWith('-C') ? null : false;
    });
    const texts = ['BTC-1-C', 'BTC', '', 'BTC-1-C', 'BTC', ''];
    expect(texts.map(ends)).toEqual([null, false, false, null, false, false]);
    expect(asked).toEqual(['BTC-1-C', 'BTC', '']);
  });

  it('forgets where there are very many texts, and keeps no long one', () => {
    let asked = 0;
    const length = remembered((text) => {
      asked++;
      return text.length;
    });
    const long = 'x'.repeat(1_000);
    expect([length(long), length(long), asked]).toEqual([1_000, 1_000, 2]);
    for (let i = 0; i < 30_000; i++) length(`symbol ${i}`);
    length('symbol 0');
    expect(asked).toBe(30_003);
  });
});
