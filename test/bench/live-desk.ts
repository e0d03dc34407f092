import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { chromiumPath } from '../support/chromium.ts';
import { deribitAccount, deribitOptions } from '../support/deribit-book.ts';
import { deribitVenue, type DeribitVenue } from '../support/deribit-venue.ts';
import { median } from './contest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'src/main/cli/index.ts');
const POSITIONS = 10_000;
const DAYS = 520;
const SPOTS = { BTC: 80_000, ETH: 3_000 } as const;
/** Milliseconds between two ticks of each underlying, and for how long they come. */
const EVERY = 100;
const SECONDS = 20;

const DAY = 86_400_000;

/** Daily closes of a coin that wanders: what the scenarios are made of. */
function history(spot: number, now: number): string {
  let close = spot * 0.7;
  const rows = Array.from({ length: DAYS }, (_, i) => {
    close *= 1 + 0.03 * Math.sin(i * 12.9898) * Math.cos(i * 4.1414);
    const day = new Date(now - (DAYS - i) * DAY).toISOString().slice(0, 10);
    return `${day} 00:00:00+00:00,${close},${close},${close},${close},0,0,0`;
  });
  return `Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n${rows.join('\n')}\n`;
}

function importedStore(folder: string): string {
  const now = Date.now();
  writeFileSync(
    join(folder, 'positions.json'),
    JSON.stringify(deribitOptions(SPOTS, POSITIONS, now)),
  );
  writeFileSync(join(folder, 'account.json'), JSON.stringify(deribitAccount(SPOTS, now)));
  const files = ['positions.json', 'account.json'];
  for (const [coin, spot] of Object.entries(SPOTS)) {
    writeFileSync(join(folder, `yahoo_${coin}-USD.csv`), history(spot, now));
    files.push(`yahoo_${coin}-USD.csv`);
  }
  const store = join(folder, 'bench.crossguard');
  const args = [cli, 'import', ...files, '--store', store, '--account', 'bench'];
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`the book was not imported: ${done.stdout}${done.stderr}`);
  return store;
}

type Measured = {
  readonly ticksSent: number;
  /** Milliseconds from a tick to the first snapshot on the wire that has its mark. */
  readonly latencies: readonly number[];
  readonly snapshots: number;
  readonly frames: number;
};

/** Watches the window's socket for snapshots: each names the time that it is of. */
async function measured(page: Page, venue: DeribitVenue, sockets: Snapshots): Promise<Measured> {
  const latencies: number[] = [];
  let ticksSent = 0;
  await page.evaluate(
    'window.drawn = 0; (function next() { window.drawn++; requestAnimationFrame(next); })();',
  );
  const began = sockets.times.length;
  const ends = Date.now() + SECONDS * 1_000;
  for (let turn = 0; Date.now() < ends; turn++) {
    for (const [coin, spot] of Object.entries(SPOTS)) {
      venue.index(`${coin.toLowerCase()}_usd`, spot * (1 + 0.001 * Math.sin(turn)));
      ticksSent++;
    }
    const sent = Date.now();
    if (turn % 10 === 0) {
      const seen = sockets.times.length;
      void sockets.next(sent, seen).then((at) => latencies.push(at - sent));
    }
    await new Promise((done) => setTimeout(done, EVERY));
  }
  const frames = Number(await page.evaluate('window.drawn'));
  return { ticksSent, latencies, snapshots: sockets.times.length - began, frames };
}

/** Snapshots as they came over the window's socket: when, and as of when they are. */
class Snapshots {
  readonly times: { readonly at: number; readonly asOf: number }[] = [];
  #waiting: { readonly of: number; readonly done: (at: number) => void }[] = [];

  follow(page: Page): void {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        const text = String(payload).slice(0, 400);
        if (!text.includes('"name":"snapshot"')) return;
        const asOf = Number(/"asOf":(\d+)/.exec(text)?.[1]);
        const at = Date.now();
        this.times.push({ at, asOf });
        const met = this.#waiting.filter(({ of }) => asOf >= of);
        this.#waiting = this.#waiting.filter(({ of }) => asOf < of);
        for (const { done } of met) done(at);
      });
    });
  }

  /** When the first snapshot comes that is of a time or later. */
  next(of: number, from: number): Promise<number> {
    const known = this.times.slice(from).find(({ asOf }) => asOf >= of);
    if (known !== undefined) return Promise.resolve(known.at);
    return new Promise((done) => this.#waiting.push({ of, done }));
  }
}

/**
 * A desk of 10,000 options on two coins that both tick ten times a second over a real socket, with a
 * window on it: snapshots a second, milliseconds from tick to snapshot at the window's door, frames
 * that the window draws. Everything runs on this machine at once: venue, workstation, browser.
 */
export async function liveDeskBench(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-bench-'));
  const venue = await deribitVenue(Date.now);
  const store = importedStore(folder);
  const server = spawn(process.execPath, [cli, 'serve', '--store', store], {
    cwd: root,
    env: { ...process.env, CROSSGUARD_DATA: folder },
  });
  try {
    const link = await new Promise<string>((done) => {
      let output = '';
      server.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const [found] = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/.exec(output) ?? [];
        if (found !== undefined) done(found);
      });
    });
    const browser = await chromium.launch({ executablePath: chromiumPath() });
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    const sockets = new Snapshots();
    sockets.follow(page);
    await page.goto(link);
    await page.getByRole('region', { name: 'Headline figures' }).waitFor();
    await page.keyboard.press('7');
    await page.getByRole('button', { name: 'Deribit', exact: true }).click();
    await page.getByRole('textbox', { name: 'socket' }).fill(venue.socketUrl);
    await page.getByRole('textbox', { name: 'rest' }).fill(venue.url);
    await page.getByRole('textbox', { name: 'rest' }).press('Enter');
    await page.getByRole('switch', { name: 'Follow Deribit' }).click();
    while (!venue.channels.has('deribit_price_index.btc_usd')) {
      await new Promise((done) => setTimeout(done, 100));
    }
    await page.keyboard.press('2');
    await new Promise((done) => setTimeout(done, 5_000));
    const found = await measured(page, venue, sockets);
    await browser.close();
    return {
      positions: POSITIONS,
      days: DAYS,
      loadBefore: loadavg()[0],
      seconds: SECONDS,
      ticksPerSecond: found.ticksSent / SECONDS,
      snapshotsPerSecond: found.snapshots / SECONDS,
      tickToSnapshotMilliseconds: {
        median: median(found.latencies),
        most: Math.max(...found.latencies),
      },
      framesPerSecond: found.frames / SECONDS,
      targets: [
        { what: 'frames per second of the window', atLeast: 45, met: found.frames / SECONDS >= 45 },
      ],
    };
  } finally {
    server.kill('SIGTERM');
    await venue.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
