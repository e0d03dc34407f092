import { expect, test } from 'vitest';
import type { OracleReading } from '../../../src/engine/model/oracle.ts';
import { asset } from '../../../src/engine/values/ids.ts';
import { instant } from '../../../src/engine/values/units.ts';
import { oracleSource } from '../../../src/main/chain/oracle-source.ts';
import { IndexAgreement } from '../../../src/main/feeds/live/index-agreement.ts';

const NOW = instant(1_795_780_800_000);

const reading = (of: Partial<OracleReading>): OracleReading => ({
  source: 'Chainlink on Ethereum',
  asset: asset('ETH'),
  quote: asset('USD'),
  value: { text: '3000', number: 3000 },
  confidence: 15,
  at: instant(NOW - 1_200_000),
  stands: true,
  age: { age: 1_200_000, most: 3_900_000, stale: false, reason: '' },
  doubts: [],
  detail: {},
  ...of,
});

const agreed = (...readings: readonly OracleReading[]): ReturnType<IndexAgreement['of']> => {
  const agreement = new IndexAgreement();
  for (const one of readings) agreement.put(oracleSource(one, NOW));
  return agreement.of(asset('ETH'), () => 1, NOW);
};

const pyth = (of: Partial<OracleReading>): OracleReading =>
  reading({
    source: 'Pyth by Hermes',
    stands: false,
    at: instant(NOW - 2_000),
    confidence: 3,
    ...of,
  });

test('a round that stands is of the time it was read, and its deviation widens the band', () => {
  const { report, band } = agreed(reading({}));
  expect(report.consensus).toMatchObject({ ok: true, value: { value: 3000, oldest: NOW } });
  // One source alone: its dispersion is taken to be the 2 % band of 3000.
  expect(band).toMatchObject({ halfWidth: 60 });
});

test('a stale round is of its own time, and so does not count', () => {
  const { report, spot } = agreed(
    reading({ age: { age: 1_200_000, most: 1_000, stale: true, reason: '' } }),
  );
  expect(spot).toBeNull();
  expect(report.stale.map(({ reason }) => reason)).toEqual(['stale-market-data']);
});

test('what an oracle states of itself widens the band of an agreement', () => {
  const of = (confidence: number): number | undefined =>
    agreed(reading({ confidence }), pyth({ confidence })).band?.halfWidth;
  expect(of(3)).toBe(3);
  expect(of(90)).toBe(90);
});

test('a price of its moment is stale by its own time', () => {
  const { report } = agreed(reading({}), pyth({ at: instant(NOW - 31_000) }));
  expect(report.stale).toHaveLength(1);
});
