import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One file of each part that the build makes. */
const MADE = [
  'out/main/index.js',
  'out/main/host.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
/** What they are made of. */
const SOURCES = ['src', 'electron.vite.config.ts', 'package-lock.json'];

/** True when every part is there and none is older than any source. */
export function isBuilt(root: string): boolean {
  const times = MADE.map((file) => modified(join(root, file)));
  const newest = Math.max(
    ...SOURCES.flatMap((source) => filesOf(join(root, source))).map(modified),
  );
  return times.every((time) => time > newest);
}

/** Builds the window and the desktop. False when that failed; the builder has said why. */
export function build(root: string): boolean {
  const builder = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  return status === 0;
}

/** Milliseconds since 1970; before all time where there is no such file. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
