// Finds the Chromium that the tests draw in and reports are printed by, or gets one. Plain JavaScript,
// as `prepare.mjs`.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The path that was found, for `test/support/chromium.ts`. */
const NOTE = 'node_modules/.crossguard-chromium';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A browser without its libraries is there but does not start. */
function starts(path) {
  if (!isProgram(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** The browser that Playwright installs for itself, where it has. */
async function playwrights(root) {
  try {
    const module = await import(
      pathToFileURL(join(root, 'node_modules/playwright-core/index.mjs'))
    );
    return module.chromium.executablePath();
  } catch {
    return '';
  }
}

function noted(root) {
  try {
    return readFileSync(join(root, NOTE), 'utf8').trim();
  } catch {
    return '';
  }
}

function run(root, command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const named = () =>
  process.env.CROSSGUARD_CHROMIUM || process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH || '';

const firstThatStarts = async (root) => [...INSTALLED, await playwrights(root)].find(starts);

/** The Chromium that is here: the one that the user names and no other, found before, or installed; else null. */
export async function chromiumHere(root) {
  const given = named();
  if (given !== '') return isProgram(given) ? given : null;
  return isProgram(noted(root)) ? noted(root) : ((await firstThatStarts(root)) ?? null);
}

/**
 * Finds a Chromium, getting one where none is, and notes its path.
 * @returns what is wrong and what to do about it; null when all is well
 */
export async function prepareChromium(root, say) {
  const given = named();
  if (given !== '') {
    return isProgram(given) ? null : `CROSSGUARD_CHROMIUM is ${given}, which is not a program`;
  }
  if (isProgram(noted(root))) return null;

  let path = await firstThatStarts(root);
  if (path === undefined && isDebianRoot()) {
    say('installing chromium for the tests, once');
    if (run(root, 'apt-get', ['-qq', 'update'])) {
      run(root, 'apt-get', ['-qq', 'install', '-y', 'chromium']);
    }
    path = await firstThatStarts(root);
  }
  if (path === undefined) {
    say('fetching a Chromium for the tests, once');
    run(root, process.execPath, [
      join(root, 'node_modules/playwright/cli.js'),
      'install',
      'chromium',
    ]);
    path = await firstThatStarts(root);
  }
  if (path === undefined) {
    return [
      'the tests need a Chromium, and none could be had. Do one of these and run it again:',
      '  Debian, Ubuntu:  sudo apt-get install chromium',
      '  anywhere:        npx playwright install --with-deps chromium',
      '  one elsewhere:   CROSSGUARD_CHROMIUM=/path/to/chrome npm test',
    ].join('\n');
  }
  writeFileSync(join(root, NOTE), `${path}\n`);
  return null;
}
