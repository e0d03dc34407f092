// What a fresh clone lacks, before `npm start`, `npm test` and `npm run check`: packages, and for
// tests a Chromium. Plain JavaScript without packages, for whatever Node is there (20 or later).
// Silent when nothing is lacking.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareChromium } from './chromium.mjs';

const OLDEST_NODE = 20;

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

function say(text) {
  process.stderr.write(`crossguard: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}

function npm(...args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !cli && process.platform === 'win32',
  });
  if (status === 0) return;
  const why = error ? error.message : `it ended with ${status}`;
  fail(`"npm ${args.join(' ')}" did not work (${why}). Is the package registry reachable?`);
}

function json(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return null;
  }
}

/** True when npm's own note of what it installed agrees with the lock file. */
function isTreeCurrent() {
  const wanted = json('package-lock.json')?.packages ?? {};
  const installed = json('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return false;
  const agrees = ([path, { version, integrity, optional }]) => {
    const there = installed[path];
    if (there === undefined) return path === '' || optional === true;
    return there.version === version && there.integrity === integrity;
  };
  return (
    Object.entries(wanted).every(agrees) && Object.keys(installed).every((path) => path in wanted)
  );
}

/** The Node of our own version, which the npm scripts find first. */
const hasOwnNode = () =>
  existsSync(
    join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node'),
  );

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  fail(
    `Node ${OLDEST_NODE} or later is needed, this is ${process.versions.node}: https://nodejs.org`,
  );
}
if (!isTreeCurrent()) {
  say('installing packages, once: this takes a minute');
  // Only the package "node" has a step of its own. Others would look for compilers they do not need.
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
}
if (!hasOwnNode()) npm('rebuild', 'node', '--loglevel=error');
if (!hasOwnNode()) fail('the package "node" was installed without its program; run "npm ci" again');

if (process.argv.includes('test')) {
  const fault = await prepareChromium(root, say);
  if (fault !== null) fail(fault);
}
