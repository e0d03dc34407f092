import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aReader, aStore } from '../../store/support/stores.ts';
import { aReplay } from './recording.ts';
import { plainFeed } from './session.ts';

const script = fileURLToPath(new URL('record-forever.ts', import.meta.url));

/** Runs a recorder and kills it between two writes. @returns the last message it said it had kept */
async function killed(path: string, first: number, messages: number): Promise<number> {
  const writer = spawn(process.execPath, [script, path, `${first}`]);
  let said = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const came = [...said.matchAll(/came (\d+)\n/g)].at(-1)?.[1];
    if (Number(came ?? 0) >= first + messages) writer.kill('SIGKILL');
  });
  await once(writer, 'close');
  expect(writer.signalCode).toBe('SIGKILL');
  return Number([...said.matchAll(/kept (\d+)\n/g)].at(-1)?.[1]);
}

test(
  'a recorder killed in the middle of a run, time and again, loses nothing it had kept',
  { timeout: 120_000 },
  async () => {
    const store = aStore();
    const { path } = store;
    store.close();
    const kept: { readonly first: number; readonly last: number }[] = [];
    for (let kill = 0; kill < 6; kill++) {
      const first = kill * 100_000;
      kept.push({ first, last: await killed(path, first, 400 + kill * 137) });
      const reader = aReader(path);
      expect(reader.check().problems).toEqual([]);
      expect(reader.recordings().filter(({ continues }) => !continues)).toHaveLength(kill + 1);
      const numbers: number[] = [];
      const session = await aReplay(reader, plainFeed, {
        onEvent: (_, event) => {
          if (event.kind === 'ticker') numbers.push(event.values.mark ?? -1);
        },
      });
      await session.control({ action: 'play', speed: null });
      expect(session.state.faults).toEqual([]);
      for (const { first: from, last } of kept) {
        const own = numbers.filter((n) => n >= from && n < from + 100_000);
        // Whole from the first on, and at least as far as was said.
        expect(own).toEqual(own.map((_, i) => from + i));
        expect(own.at(-1)).toBeGreaterThanOrEqual(last);
      }
      reader.close();
    }
    aStore(path).close();
  },
);
