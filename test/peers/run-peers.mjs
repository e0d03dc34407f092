/**
 * `npm run --silent peers`: generated portfolios through margin code of others and through ours, one JSON line
 * per peer, with our time over theirs. The peers are installed here when they are missing. Exit code 1 when a tolerance is broken or a
 * peer compared nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftCases } from './drift.mjs';
import { mangoCases } from './mango.mjs';
import { zetaCases } from './zeta.mjs';

const folder = import.meta.dirname;

const peers = [
  { peer: '@blockworks-foundation/mango-v4', cases: () => mangoCases(300) },
  { peer: '@drift-labs/sdk', cases: () => driftCases(300) },
  { peer: '@zetamarkets/sdk', cases: () => zetaCases(300) },
];

if (!peers.every(({ peer }) => existsSync(join(folder, 'node_modules', peer)))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    process.stderr.write('the peers could not be installed\n');
    process.exit(1);
  }
}

const versionOf = (name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

for (const { peer, cases } of peers) {
  let count = 0;
  let failed = 0;
  let worst = { share: 0, name: '', ours: 0, theirs: 0 };
  const spent = { ours: 0, theirs: 0 };
  const timed = (side, compute) => {
    const began = performance.now();
    const value = compute();
    spent[side] += performance.now() - began;
    return value;
  };
  for (const { name, tolerance, ...of } of cases()) {
    count++;
    const [ours, theirs] = [timed('ours', of.ours), timed('theirs', of.theirs)];
    const share = Math.abs(ours - theirs) / tolerance;
    if (!(share <= 1)) failed++;
    if (!(share <= worst.share)) worst = { share, name, ours, theirs };
  }
  const timeOverTheirs = spent.ours / spent.theirs;
  process.stdout.write(
    `${JSON.stringify({ peer, version: versionOf(peer), cases: count, failed, timeOverTheirs, worst })}\n`,
  );
  if (failed > 0 || count === 0) process.exitCode = 1;
}
