import { describe, expect, it } from 'vitest';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import { completedRecording } from '../../../../src/main/feeds/binance/recording.ts';
import { frameOf } from './recorded.ts';

const change = (symbol: string, futures = false): string =>
  JSON.stringify({ stream: `${symbol.toLowerCase()}@depth`, data: { e: 'depthUpdate', E: 1_723_161_257_440, s: symbol, U: 1, u: 2, ...(futures ? { pu: 0, T: 1 } : {}), b: [], a: [] } }); // prettier-ignore
const whole = JSON.stringify({ lastUpdateId: 5, bids: [['1', '2']], asks: [] });

function endpointOf(...lines: readonly string[]): string {
  const complete = completedRecording();
  const frames = lines.map((line) => complete(frameOf(line)));
  return frames.at(-1)?.endpoint ?? '';
}

describe('a whole book that nothing names', () => {
  it.each([
    [change('BTCUSDT'), 'https://api.binance.com/api/v3/depth?symbol=BTCUSDT'],
    [change('BTCUSDT', true), 'https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT'],
    [change('BTCUSD_PERP', true), 'https://dapi.binance.com/dapi/v1/depth?symbol=BTCUSD_PERP'],
    [change('BTC-251219-89000-C', true), 'https://eapi.binance.com/eapi/v1/depth?symbol=BTC-251219-89000-C'],
  ])('is of the only symbol in its file: %#', (line, url) => {
    expect(endpointOf(line, line, whole)).toBe(url);
  }); // prettier-ignore

  it('stays a fault where the file holds several symbols, or none yet', () => {
    for (const lines of [[whole], [change('BTCUSDT'), change('ETHUSDT'), whole]]) {
      expect(endpointOf(...lines)).toBe('');
    }
    expect(decodeBinance(frameOf(whole)).faults).toMatchObject([{ field: '' }]);
  });

  it('is told apart by each file for itself', () => {
    const [one, other] = [completedRecording(), completedRecording()];
    one(frameOf(change('BTCUSDT')));
    other(frameOf(change('ETHUSDT', true)));
    expect(one(frameOf(whole)).endpoint).toContain('api.binance.com/api/v3/depth?symbol=BTCUSDT');
    expect(other(frameOf(whole)).endpoint).toContain('fapi/v1/depth?symbol=ETHUSDT');
  });

  it('with a symbol gets the market of its changes', () => {
    const named = JSON.stringify({ stream: 'btcusdt@depthSnapshot', data: { lastUpdateId: 5, bids: [], asks: [] } }); // prettier-ignore
    const lines = [change('ETHUSDT'), change('BTCUSDT', true), named];
    expect(endpointOf(...lines)).toBe('https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT');
  });

  it('keeps the endpoint that it has', () => {
    const complete = completedRecording();
    const frame = frameOf(
      whole,
      'https://fapi.binance.com/fapi/v1/depth?symbol=XRPUSDT&limit=1000',
    );
    complete(frameOf(change('BTCUSDT')));
    expect(complete(frame)).toBe(frame);
  });
});
