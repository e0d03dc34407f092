import { instant } from '../../../../src/engine/values/units.ts';
import { Recorder } from '../../../../src/main/feeds/recording/recorder.ts';
import { VenueMarket } from '../../../../src/main/feeds/venue-market.ts';
import { openStore } from '../../../../src/main/store/open.ts';
import { plainFeed, recordedLive } from './session.ts';

/**
 * Records numbered messages into the store named by its argument until it is killed. Says `kept N` once
 * all up to N are written, and `came N` between.
 */
const [path = '', first = '0'] = process.argv.slice(2);
const store = openStore(path, { now: Date.now });
const started = performance.now();
const recorder = new Recorder({
  store,
  around: {
    now: () => instant(Date.now()),
    elapsed: () => performance.now() - started,
    after: () => () => undefined,
  },
  limits: { runCharacters: 20_000 },
});
const market = new VenueMarket(plainFeed);
for (let n = Number(first); ; n++) {
  const event = {
    kind: 'ticker',
    market: 'PLAIN',
    symbol: `S${n % 40}`,
    at: null,
    values: { mark: n },
  };
  const text = JSON.stringify([event]);
  const frame = { endpoint: 'wss://plain', text, receivedAt: instant(Date.now()) };
  recordedLive(recorder, market, { kind: 'frame', frame });
  if (n % 100 === 50) process.stdout.write(`came ${n}\n`);
  if (n % 333 === 0) {
    await recorder.flush();
    process.stdout.write(`kept ${n}\n`);
  }
}
