import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isBuilt } from '../../../src/main/bootstrap/build.ts';
import { desktop, hasDisplay, installedProgram } from '../../../src/main/bootstrap/desktop.ts';

const bootstrap = join(import.meta.dirname, '../../../src/main/bootstrap');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossguard-bootstrap-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

async function put(file: string, text = '', time?: number): Promise<string> {
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  if (time !== undefined) await utimes(path, time, time);
  return path;
}

describe('the build', () => {
  const made = [
    'out/main/index.js',
    'out/main/host.js',
    'out/preload/index.cjs',
    'out/renderer/index.html',
  ];
  const sources = [
    'src/engine/run.ts',
    'src/renderer/boot.tsx',
    'electron.vite.config.ts',
    'package-lock.json',
  ];

  beforeEach(async () => {
    for (const file of sources) await put(file, '', 1000);
    for (const file of made) await put(file, '', 2000);
  });

  it('is current when every part is newer than every source', () => {
    expect(isBuilt(root)).toBe(true);
  });

  it.each(made)('is not current without %s', async (file) => {
    await rm(join(root, file));
    expect(isBuilt(root)).toBe(false);
  });

  it.each(sources)('is not current after a change of %s', async (file) => {
    await put(file, '', 3000);
    expect(isBuilt(root)).toBe(false);
  });
});

describe('the desktop', () => {
  const display = { DISPLAY: ':0' };
  const asUser = (uid: number) => vi.spyOn(process, 'getuid').mockReturnValue(uid);

  it('is had where Electron is unpacked', async () => {
    asUser(1000);
    await put('node_modules/electron/path.txt', 'electron');
    const program = await put('node_modules/electron/dist/electron');
    expect(installedProgram(root, {})).toBe(program);
    expect(await desktop(root, display, vi.fn())).toEqual({ here: true, program });
  });

  it('is had where the environment says that Electron is', async () => {
    const program = await put('elsewhere/electron');
    expect(installedProgram(root, { ELECTRON_OVERRIDE_DIST_PATH: dirname(program) })).toBe(program);
  });

  it.runIf(process.platform === 'linux')('is not tried without a display, or as root', async () => {
    asUser(1000);
    expect(await desktop(root, {}, vi.fn())).toMatchObject({ because: 'there is no display here' });
    asUser(0);
    expect(await desktop(root, display, vi.fn())).toMatchObject({
      because: 'the desktop does not run as root',
    });
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });

  it('is not downloaded in CI, nor from where nobody answers, nor a second time', async () => {
    asUser(1000);
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
    const say = vi.fn();
    expect(await desktop(root, { ...display, CI: '1' }, say)).toMatchObject({ here: false });
    expect(fetched).not.toHaveBeenCalled();
    expect(await desktop(root, display, say)).toMatchObject({ here: false });
    expect(fetched).toHaveBeenCalledTimes(1);
    await put('node_modules/electron/.crossguard-tried');
    expect(await desktop(root, display, say)).toMatchObject({ here: false });
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(say).not.toHaveBeenCalled();
  });
});

describe('preparing a clone', () => {
  const lock = (version: string, extra: object = {}): string =>
    JSON.stringify({
      packages: {
        '': { name: 'crossguard' },
        'node_modules/zod': { version, integrity: `sha512-${version}` },
        'node_modules/elsewhere-only': { version: '1.0.0', optional: true },
        ...extra,
      },
    });
  const installed = (version: string): string =>
    JSON.stringify({
      packages: { 'node_modules/zod': { version, integrity: `sha512-${version}` } },
    });
  const ownNode = `node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`;

  beforeEach(async () => {
    await mkdir(join(root, 'src/main'), { recursive: true });
    await cp(bootstrap, join(root, 'src/main/bootstrap'), { recursive: true });
    await put('package-lock.json', lock('1.0.0'));
    await put('node_modules/.package-lock.json', installed('1.0.0'));
    await put(ownNode);
    // A package manager that notes what it was asked, and does the one thing that is looked at.
    await put(
      'npm.mjs',
      `import { appendFileSync, writeFileSync } from 'node:fs';
       appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');
       if (process.argv[2] === 'rebuild') writeFileSync('${ownNode}', '');
       process.exit(Number(process.env.NPM_FAILS ?? 0));`,
    );
  });

  function prepared(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    const { CROSSGUARD_CHROMIUM: _chromium, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'src/main/bootstrap/prepare.mjs'), ...args],
      { encoding: 'utf8', env: { ...inherited, npm_execpath: join(root, 'npm.mjs'), ...env } },
    );
    return { status, output: stdout + stderr };
  }
  const asked = (): Promise<string> => readFile(join(root, 'asked'), 'utf8').catch(() => '');

  it('does and says nothing where all is there', async () => {
    expect(prepared()).toEqual({ status: 0, output: '' });
    expect(await asked()).toBe('');
  });

  it.each([
    ['the lock file names another version', 'package-lock.json', lock('1.0.1')],
    [
      'the lock file names one more',
      'package-lock.json',
      lock('1.0.0', { 'node_modules/ws': { version: '1.0.0' } }),
    ],
    [
      'something else is installed too',
      'node_modules/.package-lock.json',
      installed('1.0.0').replace('{"packages":{', '{"packages":{"node_modules/old":{},'),
    ],
    ['nothing was installed', 'node_modules/.package-lock.json', ''],
  ])('installs when %s', async (_, file, text) => {
    await put(file, text);
    const { status, output } = prepared();
    expect(status).toBe(0);
    expect(output).toBe('crossguard: installing packages, once: this takes a minute\n');
    expect(await asked()).toBe('ci --ignore-scripts --no-audit --no-fund --loglevel=error\n');
  });

  it('fetches the Node of our version where only that is lacking', async () => {
    await rm(join(root, ownNode));
    expect(prepared()).toEqual({ status: 0, output: '' });
    expect(await asked()).toBe('rebuild node --loglevel=error\n');
  });

  it('says what did not work, and stops', async () => {
    await put('package-lock.json', lock('1.0.1'));
    const { status, output } = prepared([], { NPM_FAILS: '7' });
    expect(status).toBe(1);
    expect(output).toContain('did not work (it ended with 7). Is the package registry reachable?');
  });

  it('takes the Chromium that it is told of, and refuses one that is none', async () => {
    const program = await put('chrome');
    await chmod(program, 0o755);
    expect(prepared(['test'], { CROSSGUARD_CHROMIUM: program })).toEqual({ status: 0, output: '' });
    const { status, output } = prepared(['test'], { CROSSGUARD_CHROMIUM: join(root, 'none') });
    expect(status).toBe(1);
    expect(output).toContain('which is not a program');
  });

  it('keeps the Chromium that it found before', async () => {
    const program = await put('chrome');
    await chmod(program, 0o755);
    await put('node_modules/.crossguard-chromium', `${program}\n`);
    expect(prepared(['test'])).toEqual({ status: 0, output: '' });
  });
});
