import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The rules themselves, as they stand in the repository. */
const RULES = [
  '.oxlintrc.json',
  'tsconfig.json',
  'src/engine/tsconfig.json',
  'src/main/tsconfig.json',
  'src/main/preload/tsconfig.json',
  'src/renderer/tsconfig.json',
];

/** A small house of the same rooms: one honest file in each, for the planted ones to import. */
const HONEST: Readonly<Record<string, string>> = {
  'src/engine/values/units.ts':
    'declare const unit: unique symbol;\n' +
    'export type Amount = number & { readonly [unit]: 1 };\n' +
    'export const amount = (x: number): Amount => x as Amount;\n',
  'src/engine/contract/codec.ts':
    'export const encode = (x: unknown): string => JSON.stringify(x);\n',
  'src/main/store/open.ts': 'export const store: string = "store";\n',
  'src/main/preload/preload.ts': 'export {};\n',
  'src/renderer/client.ts': 'export const client: string = "client";\n',
};

export type Complaint = {
  /** Path from the root, with forward slashes. */
  readonly file: string;
  /** `TS2304`, or oxlint's name of the rule such as `import(no-cycle)`. */
  readonly rule: string;
};

/** What the compiler and the linter say about a tree with these files planted in it. */
export function complaints(planted: Readonly<Record<string, string>>): {
  readonly compiler: readonly Complaint[];
  readonly linter: readonly Complaint[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'crossguard-rules-'));
  try {
    for (const file of RULES) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    mkdirSync(join(folder, 'test'));
    writeFileSync(
      join(folder, 'test/tsconfig.json'),
      '{ "extends": "../tsconfig.json", "files": [] }',
    );
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [file, text] of Object.entries({ ...HONEST, ...planted })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return { compiler: compilerComplaints(folder), linter: linterComplaints(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function output(folder: string, tool: string, ...args: readonly string[]): string {
  const program = join(root, 'node_modules/.bin', tool);
  const { stdout, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return stdout;
}

function compilerComplaints(folder: string): readonly Complaint[] {
  const text = output(
    folder,
    'tsc',
    '-b',
    'src/engine',
    'src/main',
    'src/main/preload',
    'src/renderer',
  );
  return [...text.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+)/gm)].map(
    ([, file = '', rule = '']) => ({ file, rule }),
  );
}

function linterComplaints(folder: string): readonly Complaint[] {
  const { diagnostics } = JSON.parse(
    output(folder, 'oxlint', '--type-aware', '--format', 'json', 'src'),
  ) as { diagnostics: readonly { filename: string; code: string; severity: string }[] };
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ filename, code }) => ({ file: filename.replaceAll('\\', '/'), rule: code }));
}
