import { describe, expect, test } from 'vitest';
import { readSpn } from '../../../../src/main/parameters/span/spn.ts';
import type { SpanReading } from '../../../../src/main/parameters/span/wanted.ts';
import { niftyText, spanVectors } from '../../../engine/margin/span-vectors.ts';
import { everything, inPieces } from './reading.ts';

async function read(text: string, size = 1000): Promise<SpanReading> {
  const found = await readSpn(inPieces(text, size), everything);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

const refusal = async (text: string): Promise<string> => {
  const found = await readSpn(inPieces(text), everything);
  return found.ok ? 'read' : found.failure.message;
};

test('the file gives its commodity, spread and futures', async () => {
  const { parameters, failures } = await read(niftyText);
  expect(failures).toEqual([]);
  expect(parameters.commodities).toEqual([
    {
      code: 'NIFTY',
      source: 'NSCCL SPAN file of 20260625, intraday, created 202606250900',
      currency: 'INR',
      spreadTiers: [],
      interTiers: [],
      calendarSpreads: [
        {
          name: 'Spread 1',
          charge: 425,
          legs: [
            { at: { month: '20260630' }, ratio: 1, side: 'A' },
            { at: { month: '20260728' }, ratio: 1, side: 'B' },
          ],
        },
      ],
      deliveryMonths: [],
      shortOptions: { rate: 0, counted: 'both sides' },
      priceRisk: 'normal',
      optionValueCapped: false,
      adjustment: { member: 1, hedger: 1, speculator: 1 },
      initialRatio: { member: 1, hedger: 1, speculator: 1 },
      unread: [],
    },
  ]);
  expect(parameters.contracts.map(({ month, notional }) => [month, notional])).toEqual([
    ['20260630', 24_051.8],
    ['20260728', 24_150],
  ]);
  expect(parameters.contracts[0]!.losses).toEqual(spanVectors.nifty.losses);
});

test('it reads the same wherever its pieces break', async () => {
  const whole = await read(niftyText);
  for (const size of [1, 13, 4000]) expect(await read(niftyText, size)).toEqual(whole);
});

describe('options', () => {
  const array = `<ra><r>1</r>${'<a>-1.5</a>'.repeat(16)}<d>0.4</d></ra>`;
  const options = (portfolio: string, more = ''): string =>
    niftyText.replace(
      '</exchange>',
      `<${portfolio}><pfId>2</pfId><pfCode>NIFTY</pfCode><cvf>2</cvf><valueMeth>EQTY</valueMeth>
<series><pe>20260707</pe><undC><exch>NSE</exch><pfId>1</pfId><cId>2</cId><s>A</s><i>1</i></undC>
<opt><cId>1</cId><o>C</o><k>24000</k><p>120.5</p>${array}</opt>${more}</series></${portfolio}></exchange>`,
    );

  test('a premium is price × factor, the underlying gives its notional', async () => {
    const { parameters, failures } = await read(options('oopPf'));
    expect(failures).toEqual([]);
    expect(parameters.contracts[2]).toMatchObject({
      commodity: 'NIFTY',
      kind: 'call',
      month: '20260707',
      deltaMonth: '20260707',
      strike: 24_000,
      compositeDelta: 0.4,
      premium: 241,
      premiumPaid: true,
      notional: 24_150,
    });
  });

  test('an option on a future moves the period of its future', async () => {
    const { parameters } = await read(options('oofPf'));
    expect(parameters.contracts[2]!.deltaMonth).toBe('20260728');
  });

  test('one at fault costs itself, by line and field', async () => {
    const bad = [
      `<opt><o>X</o><k>1</k>${array}</opt>`,
      `<opt><o>P</o><k>abc</k>${array}</opt>`,
      `<opt><o>P</o><k>1</k>${array.replace('<a>-1.5</a>', '')}</opt>`,
      `<opt><o>P</o><k>1</k>${array.replace('<d>0.4</d>', '')}</opt>`,
    ].join('');
    const { parameters, failures } = await read(options('oopPf', bad));
    expect(parameters.contracts).toHaveLength(3);
    expect(failures.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '7 opt.o',
      '7 opt.k',
      '7 opt.ra.a',
      '7 ra.d',
    ]);
  });
});

describe('rules that are not known are lacking', () => {
  test.each([
    ['<chargeMeth>F<', '<chargeMeth>W<', 'dSpread.chargeMeth'],
    ['<somMeth>GROSS<', '<somMeth>OTHER<', 'ccDef.somMeth'],
    ['<spotMeth>NORMAL<', '<spotMeth>OTHER<', 'ccDef.spotMeth'],
    ['<val>425.0<', '<val>x<', 'rate.val'],
    ['<i>1.0<', '<i>0<', 'pLeg.i'],
    ['<rs>A<', '<rs>C<', 'pLeg.rs'],
    ['<somMeth>', '<adjRate><r>1</r><val>1.1</val></adjRate><somMeth>', 'ccDef.adjRate'],
  ])('%s to %s', async (from, to, field) => {
    const { parameters, failures } = await read(niftyText.replace(from, to));
    expect(failures.map((one) => one.field)).toEqual([field]);
    expect(parameters.commodities[0]!.unread).toHaveLength(1);
  });
});

test('a commodity without a currency and contracts without a commodity are failures', async () => {
  const { parameters, failures } = await read(niftyText.replace('<currency>INR</currency>', ''));
  expect(parameters).toMatchObject({ commodities: [], contracts: [] });
  expect(failures.map(({ field }) => field)).toEqual([
    'ccDef.currency',
    'ccDef.pfLink',
    'ccDef.pfLink',
  ]);
});

test('a file that is cut off, of another format or with a document type is refused', async () => {
  expect(await refusal(niftyText.slice(0, -20))).toContain('cut off');
  expect(await refusal(niftyText.slice(0, 900))).toContain('cut off');
  expect(await refusal(niftyText.replace('4.00', '5.00'))).toContain('5.00');
  expect(
    await refusal(
      niftyText.replace('<spanFile>', '<!DOCTYPE spanFile [<!ENTITY a "b">]><spanFile>'),
    ),
  ).toContain('document type');
  expect(await refusal('<html></html>')).not.toBe('read');
});

test('what stands in a comment is not there', async () => {
  const hidden = niftyText.replace('<ccDef>', '<!-- <ccDef> --><ccDef>');
  expect((await read(hidden)).parameters).toEqual((await read(niftyText)).parameters);
});
