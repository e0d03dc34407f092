import { fileURLToPath } from 'node:url';
import { spanScan } from '../../../../src/engine/margin/span/scan.ts';
import { spanModel } from '../../../../src/main/cli/margin/span.ts';
import { decodedPrice } from '../../../../src/main/parameters/span/price-text.ts';
import {
  arrayOfCase,
  calendarExample,
  commodity,
  interCommodityExample,
  mcmillanBook,
  niftyFile,
  spanVectors,
} from '../../../engine/margin/span-vectors.ts';
import type { ConformanceRow } from '../row.ts';
import { rowsOf, within, type Figure } from './figures.ts';

const { arrays, mcmillan, nifty, prices, spreadExamples } = spanVectors;

const exact = (vector: string, published: number, ours: number, source: string): Figure => ({
  vector,
  published,
  ours,
  tolerance: within(1e-12, published),
  source,
});

const arrayRows = arrays.cases.flatMap((of) => {
  const ours = arrayOfCase(of, arrays.roundTo);
  return of.losses.map((loss, i) =>
    exact(
      `${of.id} array value ${of.from + i}`,
      loss,
      ours[of.from - 1 + i] ?? Number.NaN,
      arrays.source,
    ),
  );
});

const scan = spanScan(commodity('SP'), mcmillanBook());
const mcmillanRows = [
  ...mcmillan.total.map((gain, s) =>
    exact(`V-SPAN-MCM scenario ${s + 1}`, -gain, scan.losses[s] ?? Number.NaN, mcmillan.source),
  ),
  exact('V-SPAN-MCM scan risk', mcmillan.scanRisk, scan.risk.value, mcmillan.source),
];

const interCommodity = interCommodityExample();
const spreadRows = [
  exact(
    'V-SPAN-IC credit',
    spreadExamples.interCommodity.credit,
    interCommodity.commodities.reduce((all, { credit }) => all - credit.value, 0),
    spreadExamples.source,
  ),
  exact(
    'V-SPAN-IC margin',
    spreadExamples.interCommodity.margin,
    interCommodity.maintenance.value,
    spreadExamples.source,
  ),
  ...spreadExamples.calendar.cases.map(({ long, short, margin }) =>
    exact(
      `V-SPAN-CAL month ${long} against ${short}`,
      margin,
      calendarExample(long, short).maintenance.value,
      spreadExamples.source,
    ),
  ),
];

const priceRows = prices.cases.map(({ id, digits, locator, alignment, sign, price }) => {
  const found = decodedPrice(digits, sign, { locator, alignment });
  const ours = found.ok ? found.value.quoted : Number.NaN;
  return exact(`settlement of ${id}`, price, ours, prices.source);
});

const { extreme } = nifty;
const extremeRow: Figure = {
  vector: 'V-SPAN-NIFTY extreme',
  published: extreme.fall,
  ours: extreme.priceScan * extreme.multiplier * extreme.covered,
  tolerance: within(extreme.relativeTolerance, extreme.fall),
  source: nifty.source,
};

const niftyRows: Figure[] = [];
for (const of of nifty.cases) {
  const document = {
    accountType: 'hedger',
    currency: 'INR',
    exposure: [{ commodity: 'NIFTY', rate: nifty.exposureRate }],
    positions: of.positions.map(([month, quantity]) => ({
      product: 'NIFTY',
      kind: 'future',
      month,
      quantity,
    })),
  };
  const read = await spanModel.marginByFile?.(document, fileURLToPath(niftyFile));
  const answer = read?.ok === true && read.value.answer.ok ? read.value.answer.value : null;
  const initial = answer?.requirement.initial;
  const [span, exposure] = initial?.ok === true ? initial.value.parts : [];
  const row = (name: string, published: number, ours: number | undefined): Figure =>
    exact(`V-SPAN-NIFTY ${of.id} ${name}`, published, ours ?? Number.NaN, nifty.source);
  niftyRows.push(
    row('SPAN', of.scanRisk + of.calendarCharge, span?.value),
    row('exposure', of.exposure, exposure?.value),
    row('total', of.total, initial?.ok === true ? initial.value.value : undefined),
  );
}

/** Arrays, spread examples, decoded prices, and a public program's run of a parameter file. */
export const rows: readonly ConformanceRow[] = rowsOf('span', spreadExamples.source, [
  ...arrayRows,
  ...mcmillanRows,
  ...spreadRows,
  ...priceRows,
  extremeRow,
  ...niftyRows,
]);
