import { gzipSync } from 'node:zlib';
import { market } from '../../../../src/engine/values/ids.ts';
import { type Instant, instant } from '../../../../src/engine/values/units.ts';
import type { InstrumentMinute } from '../../../../src/main/store/minute-blob.ts';
import type { NewRecording } from '../../../../src/main/store/recordings.ts';
import { morning } from './items.ts';

/** A packed run of messages of one second, nothing known before. */
export function aRun(over: Partial<NewRecording> = {}): NewRecording {
  return {
    venue: 'deribit',
    from: instant(morning),
    to: instant(morning + 1_000),
    frames: 1,
    characters: 40,
    continues: true,
    content: gzipSync('{"at":1,"from":"","text":"{}"}\n'),
    state: null,
    ...over,
  };
}

export function aMinute(over: Partial<InstrumentMinute> = {}): InstrumentMinute {
  return {
    market: market('DERIBIT'),
    symbol: 'BTC-PERPETUAL',
    at: instant(morning),
    mark: 91_234.5,
    index: 91_200.25,
    funding: 0.0001,
    fundingHours: 8,
    markVolatility: null,
    bid: 91_234,
    ask: 91_235,
    ...over,
  };
}

export const later = (milliseconds: number): Instant => instant(morning + milliseconds);
