import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBinance } from '../../../../src/main/feeds/binance/decode.ts';
import type { Decoded } from '../../../../src/main/feeds/events.ts';
import { isFields, isList } from '../../../../src/main/feeds/message-reader.ts';
import { itWithSharedData } from '../../../support/shared-data.ts';
import { frameOf } from './recorded.ts';

/** Where a message of each kind came from, so that its market is not told by its form. */
const SOCKETS: Readonly<Record<string, string>> = {
  binance: 'wss://stream.binance.com:9443/stream',
  'binance futures': 'wss://fstream.binance.com/stream',
  'binance delivery': 'wss://dstream.binance.com/stream',
  'binance-european-options': 'wss://nbstream.binance.com/eoptions/stream',
  'binance-european-options v2': 'wss://fstream.binance.com/public/stream',
};

type Sample = { readonly endpoint: string; readonly message: unknown };

function samples(folder: string): readonly Sample[] {
  return readFileSync(join(folder, 'messages/tardis/binance.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.includes('etcusdt@trade'))
    .map((line) => {
      const { set, message }: { set: string; message: unknown } = JSON.parse(line);
      return { endpoint: SOCKETS[set] ?? '', message };
    });
}

const ANYWHERE = ['', ...Object.values(SOCKETS), 'https://eapi.binance.com/eapi/v1/mark', 'x'];

/** Events and named faults, and nothing thrown. */
function isSound({ events, faults }: Decoded): void {
  for (const { reason, field, message } of faults) {
    expect([typeof reason, typeof field, message === '']).toEqual(['string', 'string', false]);
  }
  for (const event of events) {
    if (event.kind !== 'ticker') continue;
    for (const value of Object.values(event.values)) {
      if (value !== null) expect(Number.isFinite(value)).toBe(true);
    }
  }
}

describe('anything', () => {
  it('any text is read without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...ANYWHERE), (text, endpoint) => {
        isSound(decodeBinance(frameOf(text, endpoint)));
      }),
    );
  });

  const kinds = ['depthUpdate', 'depth', 'bookTicker', 'trade', 'aggTrade', 'markPriceUpdate', 'markPrice', '24hrTicker', 'openInterest', 'index', 'indexPriceUpdate', 'kline', '__proto__']; // prettier-ignore
  const names = ['s', 'b', 'a', 'B', 'A', 'u', 'U', 'pu', 'T', 'E', 'p', 'i', 'r', 'q', 'm', 'M', 'S', 'X', 'mp', 'vo', 'd', 'symbol', 'symbols', 'optionSymbols', 'bids', 'asks', 'lastUpdateId', 'openInterest', 'code', 'msg', 'result', 'error', 'serverTime', '__proto__', 'constructor']; // prettier-ignore

  it('any JSON under the names that matter is too', () => {
    const body = fc
      .record({ e: fc.constantFrom(...kinds) })
      .chain((kind) =>
        fc
          .dictionary(fc.constantFrom(...names), fc.jsonValue())
          .map((fields): unknown => ({ ...fields, ...kind })),
      );
    const bare = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
    const message = fc.oneof(
      body,
      bare,
      fc.array(body),
      fc.record({ stream: fc.constantFrom('btcusdt@depth', '!index@arr', '@', ''), data: body }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(message, fc.constantFrom(...ANYWHERE), (value, endpoint) => {
        isSound(decodeBinance(frameOf(JSON.stringify(value), endpoint)));
      }),
      { numRuns: 500 },
    );
  });

  it('a message of many wrong rows lists 20 faults and counts the rest', () => {
    const rows = Array.from({ length: 200 }, () => ({ e: 'markPrice', s: 5 }));
    const { faults } = decodeBinance(frameOf(JSON.stringify(rows)));
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)?.message).toContain('180 more');
  });
});

type Path = readonly (string | number)[];

/** Every place of a value where something else could stand, but for the rows of lists: another would be counted for them. */
function placesOf(value: unknown, path: Path = []): readonly Path[] {
  const inner = isList(value)
    ? value.flatMap((part, i) => placesOf(part, [...path, i]))
    : isFields(value)
      ? Object.entries(value).flatMap(([key, part]) => placesOf(part, [...path, key]))
      : [];
  const isRow = typeof path.at(-1) === 'number' && isFields(value);
  return path.length === 0 || isRow ? inner : [path, ...inner];
}

function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (isList(value)) return value.map((part, i) => (i === step ? replaced(part, rest, by) : part));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (key !== step) return [[key, part]];
      const changed = replaced(part, rest, by);
      return changed === GONE ? [] : [[key, changed]];
    }),
  );
}

const GONE = Symbol('gone');

const WRONG: readonly unknown[] = [GONE, null, '', 'x', '0x1F', 'NaN', '1e400', -1, 1e300, true, {}, [], [[]], '9'.repeat(400)]; // prettier-ignore

/** What an event says, field by field: `ticker.bid`. Levels of a book count as one field. */
function sayings({ events }: Decoded): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const [i, event] of events.entries()) {
    for (const [name, value] of Object.entries(event)) {
      if (name === 'values' && isFields(value)) {
        for (const [field, one] of Object.entries(value))
          said.set(`${i}.${field}`, JSON.stringify(one));
      } else said.set(`${i}.${name}`, JSON.stringify(value));
    }
  }
  return said;
}

/** Fields that tell of what a message is: with another of these it is another message. */
const TELLING: ReadonlySet<string | number | undefined> = new Set(['e', 's', 'stream', 'data', 'symbol', 'mp', 'i', 'lastUpdateId', 'bids', 'asks', 'openInterest', 'S', 'm', 'X', 'result']); // prettier-ignore

describe('real messages with one wrong field', () => {
  itWithSharedData('are read without throwing, and no other field changes', (folder) => {
    let compared = 0;
    for (const { endpoint, message } of samples(folder)) {
      // Of the best levels alone, one list gives two fields.
      const isTop = JSON.stringify(message).includes('@depth20');
      const right = sayings(decodeBinance(frameOf(JSON.stringify(message), endpoint)));
      for (const place of placesOf(message)) {
        for (const wrong of WRONG) {
          const text = JSON.stringify(replaced(message, place, wrong)) ?? '';
          const decoded = decodeBinance(frameOf(text, endpoint));
          isSound(decoded);
          if (place.some((step) => TELLING.has(step) && step !== 'data') || place.length === 1)
            continue;
          const now = sayings(decoded);
          if (isTop || now.get('0.kind') !== right.get('0.kind')) continue;
          const differing = [...now].filter(([field, said]) => right.get(field) !== said);
          compared++;
          // A time that is missing is taken from the other, which the message also has.
          const others = differing.filter(([field]) => !field.endsWith('.at'));
          expect({ place, wrong: String(wrong), others: others.length > 1 }).toMatchObject({
            others: false,
          });
        }
      }
    }
    expect(compared).toBeGreaterThan(3_000);
  });

  itWithSharedData('cut short anywhere, they are no JSON', (folder) => {
    for (const { endpoint, message } of samples(folder)) {
      const text = JSON.stringify(message);
      for (let length = 0; length < text.length; length += 7) {
        const { events, faults } = decodeBinance(frameOf(text.slice(0, length), endpoint));
        expect(events).toEqual([]);
        expect(faults).toMatchObject([{ reason: 'malformed', field: '' }]);
      }
    }
  });
});
