import { spanScan } from '../../../../src/engine/margin/span/scan.ts';
import { spanArray } from '../../../../src/engine/margin/span/scenarios.ts';
import { spanMargin } from '../../../../src/engine/margin/span/span.ts';
import type {
  SpanParameters,
  SpanPosition,
} from '../../../../src/engine/margin/span/parameters.ts';
import { spanPrice } from '../../../../src/main/parameters/span/price.ts';
import {
  aFuture,
  calendarParameters,
  calendarPosition,
  interExample,
  spanVectors,
} from '../../../engine/margin/span-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, type Figure } from './figures.ts';

const { arrays, mcmillan, nifty, spreads, prices } = spanVectors;

function needed(positions: readonly SpanPosition[], parameters: SpanParameters): number {
  const found = spanMargin(positions, parameters, 'member');
  return found.ok ? found.value.maintenance.reduce((all, { value }) => all + value, 0) : Number.NaN;
}

const scan = (positions: readonly SpanPosition[]): number => spanScan(positions, 'USD').node.value;

/** Values of the files are rounded to the dollar. */
const ofArrays: readonly Figure[] = arrays.flatMap(
  ({ id, source, array, first, extreme, ...ranges }) => {
    const found = spanArray(
      { price: 1000, pointValue: 1, option: null, lookahead: 0 },
      { ...ranges, volatility: 0 },
    );
    const ours = found.ok ? found.value : [];
    const published = array ?? first ?? [];
    return [
      ...published.map((value, i) => ({
        vector: `${id} value ${i + 1}`,
        source,
        published: value,
        ours: ours[i] ?? Number.NaN,
        tolerance: 0.5,
      })),
      ...(extreme === undefined
        ? []
        : [
            {
              vector: `${id} value 16`,
              source,
              published: extreme,
              ours: ours[15] ?? Number.NaN,
              tolerance: 0.5,
            },
          ]),
    ];
  },
);

/** Arrays, scans, spreads, and prices as they are written. */
export const rows: readonly ConformanceRow[] = rowsOf('span', 'CME', [
  ...ofArrays,
  {
    vector: mcmillan.id,
    source: mcmillan.source,
    published: mcmillan.scan,
    ours: scan([
      { contract: aFuture({ array: mcmillan.future }), quantity: 1 },
      { contract: aFuture({ array: mcmillan.shortCall }), quantity: 1 },
    ]),
    tolerance: 1e-9,
  },
  {
    vector: `${nifty.id} 75 lots`,
    source: nifty.source,
    published: nifty.scan,
    ours: scan([{ contract: aFuture({ array: nifty.array }), quantity: nifty.lots }]),
    tolerance: 1e-6,
  },
  ...spreads.map(({ id, source, long, short, expect }) => ({
    vector: id,
    source,
    published: expect,
    ours:
      long === undefined || short === undefined
        ? needed(interExample.positions, interExample.parameters)
        : needed([calendarPosition(long, 1), calendarPosition(short, -1)], calendarParameters),
    tolerance: 1e-9,
  })),
  ...prices.map(([digits, locator, alignment, sign, price]) => {
    const found = spanPrice(digits, locator, alignment, sign === '-' ? -1 : 1);
    return {
      vector: `price ${digits}, ${locator}, "${alignment}"`,
      source: 'settlement prices of CME files against those that were published',
      published: price,
      ours: found.ok ? found.value : Number.NaN,
      tolerance: 1e-12,
    };
  }),
]);
