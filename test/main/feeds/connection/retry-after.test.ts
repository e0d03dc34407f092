import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { network } from '../../../../src/main/feeds/connection/network.ts';
import { retryAfter } from '../../../../src/main/feeds/connection/retry-after.ts';
import {
  AnswerTooLong,
  publicRequest,
} from '../../../../src/main/feeds/connection/surroundings.ts';
import { longestMessage } from '../../../../src/main/feeds/decoded.ts';

const DAY = 86_400_000;
/** The three ways to write one instant: RFC 9110, 5.6.7. */
const NOVEMBER_6 = [
  'Sun, 06 Nov 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT',
  'Sun Nov  6 08:49:37 1994',
];
const AT = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('how long the other side asks to wait', () => {
  it('is a number of seconds', () => {
    expect(retryAfter('120', null, AT)).toBe(120_000);
    expect(retryAfter('0', null, AT)).toBe(0);
  });

  it.each(NOVEMBER_6)('is until a date: %s', (date) => {
    expect(retryAfter(date, null, AT - 60_000)).toBe(60_000);
    expect(retryAfter(date, null, AT + 60_000)).toBe(0);
  });

  it('is counted from the other side’s own clock where it tells it', () => {
    expect(retryAfter(NOVEMBER_6[0] ?? '', 'Sun, 06 Nov 1994 08:48:37 GMT', AT + DAY)).toBe(60_000);
    expect(retryAfter(NOVEMBER_6[0] ?? '', 'yesterday', AT - 5_000)).toBe(5_000);
  });

  it('is a day at most, and nothing where it cannot be read', () => {
    expect(retryAfter('99999999999999999999', null, AT)).toBe(DAY);
    expect(retryAfter('Sun, 06 Nov 2094 08:49:37 GMT', null, AT)).toBe(DAY);
    for (const wrong of ['', '-5', '1.5', 'soon', 'Sun, 06 Nov 1994 8h GMT', '1e3', '2026-11-27']) {
      expect(retryAfter(wrong, null, AT)).toBeNull();
    }
    expect(retryAfter(null, null, AT)).toBeNull();
  });
});

describe('a real answer', () => {
  it('tells its wait as a date, and one that is too long is named so', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/busy') {
        response.writeHead(429, { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
        response.end();
      } else response.end('x'.repeat(longestMessage + 1));
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server listens');
    const ask = (path: string) =>
      network.request(
        publicRequest(`http://127.0.0.1:${address.port}${path}`, null),
        AbortSignal.timeout(10_000),
      );
    try {
      const { status, retryAfter: wait } = await ask('/busy');
      expect(status).toBe(429);
      // Dates are of whole seconds.
      expect(Math.abs((wait ?? 0) - 3_600_000)).toBeLessThanOrEqual(2_000);
      await expect(ask('/long')).rejects.toBeInstanceOf(AnswerTooLong);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
