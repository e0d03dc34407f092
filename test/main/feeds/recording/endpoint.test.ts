import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { asset } from '../../../../src/engine/values/ids.ts';
import { publicEndpoint } from '../../../../src/main/feeds/recording/endpoint.ts';
import { venueFeeds } from '../../../../src/main/feeds/venues.ts';

test('what an endpoint asks for is kept, what may be a secret is not', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', ''],
    ['wss://www.deribit.com/ws/api/v2', 'wss://www.deribit.com/ws/api/v2'],
    ['https://x.com/a?symbol=BTC&apikey=S3CRET', 'https://x.com/a?symbol=BTC&apikey='],
    ['https://x.com/a?apiKey=S3CRET', 'https://x.com/a?apiKey='],
    ['https://x.com/a?S3CRET', 'https://x.com/a?'],
    ['https://x.com/a?symbol=BTC&S3CRET', 'https://x.com/a?symbol=BTC'],
    ['https://me:S3CRET@x.com/a', 'https://x.com/a'],
    ['wss://x.com/stream?streams=a@b/c@d#S3CRET', 'wss://x.com/stream?streams=a@b/c@d'],
    [
      'https://x.com:8443/a?signature=S3CRET&timestamp=1',
      'https://x.com:8443/a?signature=&timestamp=',
    ],
    ['no url?token=S3CRET', 'no url'],
  ];
  for (const [given, kept] of cases) expect(publicEndpoint(given)).toBe(kept);
});

test('no value of a name that is not known stays', () => {
  const word = fc.stringMatching(/^[a-z_]{3,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (names) => {
      const query = names.map((name) => `x${name}=S3CRET`).join('&');
      expect(publicEndpoint(`https://a.com/b?${query}`)).not.toContain('S3CRET');
    }),
  );
});

test('every address that a venue is asked by is kept whole, since its adapter reads it again', () => {
  for (const feed of venueFeeds) {
    const wanted = {
      instruments: feed.markets.map((market) => ({ market, symbol: 'BTC-PERPETUAL', book: true })),
      assets: [asset('BTC'), asset('ETH')],
    };
    for (const plan of feed.connections(wanted, feed.endpoints)) {
      const snapshots = plan.books.flatMap((book) => plan.snapshot(book)?.url ?? []);
      const urls = [plan.url, ...plan.polls.map(({ url }) => url), ...snapshots];
      for (const url of urls) expect(publicEndpoint(url)).toBe(url);
    }
  }
});
