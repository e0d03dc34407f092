import { describe, expect, it } from 'vitest';
import { publicText, withoutSecrets } from '../../../src/main/wire/public-text.ts';

describe('what the window is told', () => {
  it.each([
    [
      "ENOENT: no such file, open '/home/ann/My Books/x.sqlite'",
      "ENOENT: no such file, open 'x.sqlite'",
    ],
    ['cannot read C:\\Users\\ann\\books\\x.csv now', 'cannot read x.csv now'],
    ['see file:///opt/app/out/main/host.js:12', 'see host.js:12'],
    ['\\\\server\\share\\x.csv is away', 'x.csv is away'],
    ['the rate is 3/4 of 1/2, kept and/or lost', 'the rate is 3/4 of 1/2, kept and/or lost'],
    ['BTC/USD has no price', 'BTC/USD has no price'],
    ['line one\n    at /home/ann/x.ts:1', 'line one'],
  ])('%s', (message, told) => {
    expect(publicText(new Error(message))).toBe(told);
  });

  it('is short', () => {
    expect(publicText(new Error('x'.repeat(10) + ' y'.repeat(1000)))).toHaveLength(300);
  });

  it.each([
    ['GET /open?token=abc123 failed', 'GET /open?token=[hidden] failed'],
    ['api_key: "AKIA" refused', 'api_key: "[hidden]" refused'],
    [`signed ${'a1B2'.repeat(16)} with it`, 'signed [hidden] with it'],
  ])('hides what has the shape of a key: %s', (message, told) => {
    expect(withoutSecrets(message)).toBe(told);
  });
});
