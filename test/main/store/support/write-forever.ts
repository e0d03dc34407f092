import { instant } from '../../../../src/engine/values/units.ts';
import { openStore } from '../../../../src/main/store/open.ts';
import { aBalance, aClose, aFile, aLedgerRow, aPosition, morning } from './items.ts';

/**
 * Imports one statement after another into the store named by its argument until it is killed. Says
 * `begun N` in the middle of a transaction and `kept N` once it is committed.
 */
const [path = '', first = '0'] = process.argv.slice(2);
const store = openStore(path, { now: Date.now });
for (let n = Number(first); ; n++) {
  const writer = store.beginImport(aFile(`file ${n}`));
  for (let row = 0; row < 200; row++) {
    const at = instant(morning + n * 1_000 + row);
    const items = [
      aLedgerRow({ at, id: row % 2 === 0 ? `${n}-${row}` : null }),
      aPosition({ at, symbol: `S${row}` }),
      aBalance({ at }),
      aClose({ at, interval: 'hour' }),
    ];
    writer.add(row + 2, items, '');
    if (row === 100) process.stdout.write(`begun ${n}\n`);
  }
  writer.commit();
  process.stdout.write(`kept ${n}\n`);
}
