import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import { tourHandlers } from '../../../src/main/workstation/tour.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossguard-tour-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the store remembers that the tour is done; one that is only read leaves it at that', async () => {
  const path = join(folder, 'book.crossguard');
  const now = (): number => Date.UTC(2026, 10, 27);
  openStore(path, { now }).close();
  const read = openStore(path, { readOnly: true, now });
  const reading = tourHandlers(read);
  expect(await reading.tourDone()).toBe(false);
  await reading.endTour();
  expect(await reading.tourDone()).toBe(true);
  read.close();

  const store = openStore(path, { now });
  expect(await tourHandlers(store).tourDone()).toBe(false);
  await tourHandlers(store).endTour();
  store.close();
  const again = openStore(path, { now });
  expect(await tourHandlers(again).tourDone()).toBe(true);
  again.close();
});
