import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readStatement } from '../../../src/main/imports/read-file.ts';
import { bytesOf, FILE_TIME } from './reading.ts';

const HEADER = 'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n';
const ROW =
  '1,2024-10-20 21:01:19,USD-M Futures,Realized Profit and Loss,USDT,-0.35190000,TradeID - 14707925\n';
const BLOCK = bytesOf(ROW.repeat(640));
const BLOCKS = 840;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Heap that is still needed, in megabytes. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

it(
  'reads 50 MB in the memory of a few rows, and counts every row',
  { timeout: 240_000 },
  async () => {
    const size = HEADER.length + BLOCK.length * BLOCKS;
    expect(size).toBeGreaterThan(50e6);
    let progress = 0;
    const source = {
      name: 'long.csv',
      size,
      async *open() {
        yield bytesOf(HEADER);
        for (let i = 0; i < BLOCKS; i++) yield BLOCK;
      },
    };
    const options = {
      name: 'long.csv',
      account: null,
      format: null,
      mapping: null,
      fileTime: FILE_TIME,
    };
    const reading = await readStatement(
      source,
      options,
      (bytes) => (progress = bytes),
      new AbortController().signal,
    );
    if (!reading.recognised) throw new Error(reading.refusal.message);
    const before = held();
    let rows = 0;
    let most = 0;
    for await (const event of reading.events) {
      if (event.event === 'row' && ++rows % 100_000 === 0) most = Math.max(most, held() - before);
    }
    expect(rows).toBe(640 * BLOCKS);
    expect(reading.tally()).toEqual({ rows, good: rows, failed: 0 });
    expect(progress).toBe(size);
    // The file's text alone would be 50 MB; the items of all rows some hundreds.
    expect(most).toBeGreaterThan(-50);
    expect(most).toBeLessThan(12);
  },
);
