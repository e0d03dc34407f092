import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

/*
 * Packages the built desktop around a stub of Electron, since no binary is needed for that, and looks at what came out:
 * the fuses as they are flipped, the files of the archive, and the one native module, which must load.
 * Needs what `npm run build` made. Fetches electron-builder, which is no dependency.
 */

const root = join(import.meta.dirname, '../..');
const BUILDER = 'electron-builder@26.17.0';
const ASAR = '@electron/asar@4.0.1';

/** @see https://github.com/electron/fuses, src/constants.ts: the wire follows the sentinel, a version and its length */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** What must be so, whatever the configuration says. */
const wanted: Readonly<Record<(typeof fuseNames)[number], boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const faults: string[] = [];
let looked = 0;
function check(holds: boolean, fault: string): void {
  looked++;
  if (!holds) faults.push(fault);
}

function run(args: readonly string[]): string {
  const done = spawnSync('npm', ['exec', '--yes', ...args], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'crossguard-package-'));
try {
  const stub = join(folder, 'stub');
  const output = join(folder, 'out');
  mkdirSync(stub);
  // Every fuse the wrong way round: what is flipped is seen.
  const wrong = fuseNames.map((name) => (wanted[name] ? '0' : '1')).join('');
  writeFileSync(
    join(stub, 'electron'),
    Buffer.concat([
      Buffer.from('stub '),
      Buffer.from(SENTINEL),
      Buffer.from([1, fuseNames.length]),
      Buffer.from(wrong),
    ]),
    { mode: 0o755 },
  );
  run([
    `--package=${BUILDER}`,
    '--',
    'electron-builder',
    '--linux',
    'dir',
    `-c.electronDist=${stub}`,
    `-c.directories.output=${output}`,
  ]);
  const unpacked = join(output, readdirSync(output).find((name) => name.startsWith('linux')) ?? '');

  const program = readFileSync(join(unpacked, 'crossguard'));
  const wire = program.indexOf(SENTINEL) + SENTINEL.length + 2;
  for (const [place, name] of fuseNames.entries()) {
    const isOn = program[wire + place] === '1'.charCodeAt(0);
    check(isOn === wanted[name], `the fuse ${name} is ${isOn ? 'on' : 'off'}`);
  }

  const archive = join(unpacked, 'resources/app.asar');
  const files = new Set(run([`--package=${ASAR}`, '--', 'asar', 'list', archive]).split('\n'));
  const needed = [
    '/package.json',
    '/out/main/index.js',
    '/out/main/host.js',
    '/out/preload/index.cjs',
    '/out/renderer/index.html',
    '/resources/margin',
    '/resources/sample',
    ...Object.keys(manifest.dependencies).map((name) => `/node_modules/${name}`),
  ];
  for (const file of needed) check(files.has(file), `${file} is not in the package`);
  const strange = [...files].filter((file) =>
    /^\/(?:src|test|docs|\.ci|\.github)(?:\/|$)|\.map$|\.test\.|\.spec\./.test(file),
  );
  check(strange.length === 0, `in the package and not of it: ${strange.slice(0, 5).join(', ')}`);

  const prebuilds = join(`${archive}.unpacked`, 'node_modules/better-sqlite3/prebuilds');
  const native = existsSync(prebuilds) ? readdirSync(prebuilds) : [];
  const own = `${process.platform}-${process.arch}.node`;
  check(native.join() === own, `native modules are ${native.join(', ') || 'none'}, not ${own}`);
  try {
    createRequire(import.meta.url)(join(prebuilds, own));
    check(true, '');
  } catch (error) {
    check(false, `the native module does not load: ${String(error)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

for (const fault of faults) console.error(fault);
console.log(`package: ${looked - faults.length} of ${looked} as they must be`);
if (faults.length > 0 || looked === 0) process.exitCode = 1;
