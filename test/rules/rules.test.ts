import { beforeAll, describe, expect, it } from 'vitest';
import { complaints, type Complaint } from './planted.ts';

/*
 * Every rule of the house is broken once, on purpose, in a small house of the same rooms: the rule
 * holds only if its guard complains about that very file. Beside each stands what is allowed.
 */

type Plant = {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  readonly guard: 'compiler' | 'linter';
  readonly rule: string;
};

const global = (name: string, text: string): Plant => ({
  what: `the engine uses ${name}`,
  file: `src/engine/planted/${name.toLowerCase().replaceAll(/[^a-z]/g, '-')}.ts`,
  text: `export const planted = (): unknown => ${text};\n`,
  guard: 'compiler',
  rule: 'TS2304|TS2584|TS2591|TS2503',
});

const restricted = 'eslint(no-restricted-imports)';

const plants: readonly Plant[] = [
  global('window', 'window'),
  global('document', 'document'),
  global('process', 'process.argv'),
  global('fetch', 'fetch("")'),
  global('setTimeout', 'setTimeout(() => 1, 1)'),
  global('console', 'console.log(1)'),
  global('performance', 'performance.now()'),
  {
    what: 'the engine imports a module of Node',
    file: 'src/engine/planted/node-module.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const planted: unknown = readFileSync;\n",
    guard: 'compiler',
    rule: 'TS2591|TS2307',
  },
  {
    what: 'the engine imports main',
    file: 'src/engine/planted/main.ts',
    text: "import { store } from '../../main/store/open.ts';\nexport const planted: string = store;\n",
    guard: 'compiler',
    rule: 'TS6307|TS6059',
  },
  {
    what: 'the engine imports the window',
    file: 'src/engine/planted/window-import.ts',
    text: "import { client } from '../../renderer/client.ts';\nexport const planted: string = client;\n",
    guard: 'compiler',
    rule: 'TS6307|TS6059',
  },
  {
    what: 'the window imports main',
    file: 'src/renderer/planted/main.ts',
    text: "import { store } from '../../main/store/open.ts';\nexport const planted: string = store;\n",
    guard: 'compiler',
    rule: 'TS6307|TS6059',
  },
  {
    what: 'main imports the window',
    file: 'src/main/planted/window-import.ts',
    text: "import { client } from '../../renderer/client.ts';\nexport const planted: string = client;\n",
    guard: 'compiler',
    rule: 'TS6307|TS6059',
  },
  {
    what: 'the engine reads the clock',
    file: 'src/engine/planted/clock.ts',
    text: 'export const planted = (): number => Date.now();\n',
    guard: 'linter',
    rule: 'eslint(no-restricted-globals)',
  },
  {
    what: 'the engine draws a random number',
    file: 'src/engine/planted/random.ts',
    text: 'export const planted = (): number => Math.random();\n',
    guard: 'linter',
    rule: 'eslint(no-restricted-properties)',
  },
  {
    what: 'the window imports a value of the engine',
    file: 'src/renderer/planted/engine-value.ts',
    text: "import { amount } from '../../engine/values/units.ts';\nexport const planted: number = amount(1);\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'the window imports Node',
    file: 'src/renderer/planted/node-module.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const planted: unknown = readFileSync;\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'the window imports Electron',
    file: 'src/renderer/planted/electron.ts',
    text: "import { ipcRenderer } from 'electron';\nexport const planted: unknown = ipcRenderer;\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'the window imports AG Grid Enterprise',
    file: 'src/renderer/planted/enterprise.ts',
    text: "import { LicenseManager } from 'ag-grid-enterprise';\nexport const planted: unknown = LicenseManager;\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'main imports Electron outside of its entries',
    file: 'src/main/store/electron.ts',
    text: "import { app } from 'electron';\nexport const planted: unknown = app;\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'main imports a part of Electron outside of its entries',
    file: 'src/main/store/electron-part.ts',
    text: "import { app } from 'electron/main';\nexport const planted: unknown = app;\n",
    guard: 'linter',
    rule: restricted,
  },
  {
    what: 'a number is cast to a unit outside of the values',
    file: 'src/engine/planted/cast.ts',
    text: "import type { Amount } from '../values/units.ts';\nexport const planted = (x: number): Amount => x as Amount;\n",
    guard: 'linter',
    rule: 'typescript(no-unsafe-type-assertion)',
  },
  {
    what: 'two files import each other',
    file: 'src/engine/planted/cycle.ts',
    text: "import { other } from './cycle-other.ts';\nexport const planted = (): number => other();\n",
    guard: 'linter',
    rule: 'import(no-cycle)',
  },
  {
    what: 'a file only passes on what others export',
    file: 'src/engine/planted/barrel.ts',
    text: "export * from '../values/units.ts';\nexport * from '../contract/codec.ts';\n",
    guard: 'linter',
    rule: 'oxc(no-barrel-file)',
  },
  {
    what: 'a type is called any',
    file: 'src/engine/planted/any.ts',
    text: 'export const planted = (x: any): unknown => x;\n',
    guard: 'linter',
    rule: 'typescript(no-explicit-any)',
  },
  {
    what: 'a promise is left alone',
    file: 'src/main/planted/floating.ts',
    text: 'export function planted(): void {\n  Promise.resolve(1);\n}\n',
    guard: 'linter',
    rule: 'typescript(no-floating-promises)',
  },
  {
    what: 'an error of the compiler is silenced',
    file: 'src/main/planted/silenced.ts',
    text: '// @ts-ignore\nexport const planted: string = 1;\n',
    guard: 'linter',
    rule: 'typescript(ban-ts-comment)',
  },
  {
    what: 'a file has a default export',
    file: 'src/main/planted/default.ts',
    text: 'export default 1;\n',
    guard: 'linter',
    rule: 'import(no-default-export)',
  },
  {
    what: 'the window evaluates text',
    file: 'src/renderer/planted/eval.ts',
    text: 'export const planted = (text: string): unknown => eval(text);\n',
    guard: 'linter',
    rule: 'eslint(no-eval)',
  },
  {
    what: 'the window puts markup in by hand',
    file: 'src/renderer/planted/markup.tsx',
    text:
      "import type { ReactElement } from 'react';\n" +
      'export const Planted = ({ html }: { html: string }): ReactElement => (\n' +
      '  <p dangerouslySetInnerHTML={{ __html: html }} />\n);\n',
    guard: 'linter',
    rule: 'react(no-danger)',
  },
  {
    what: 'an exported thing does not say its type',
    file: 'src/engine/planted/untyped.ts',
    text: 'export const planted = [1].map(String);\n',
    guard: 'compiler',
    rule: 'TS9010',
  },
];

/** Needed by a plant, or allowed where its neighbour is not. */
const allowed: Readonly<Record<string, string>> = {
  'src/engine/planted/cycle-other.ts':
    "import { planted } from './cycle.ts';\nexport const other = (): number => planted();\n",
  'src/engine/allowed/arithmetic.ts':
    "import { amount, type Amount } from '../values/units.ts';\nexport const one: Amount = amount(Math.max(1, 0));\n",
  'src/main/allowed/clock.ts': 'export const now = (): number => Date.now() + Math.random();\n',
  'src/main/allowed/engine-value.ts':
    "import { amount } from '../../engine/values/units.ts';\nexport const one: number = amount(1);\n",
  'src/main/windows/allowed.ts':
    "import { app } from 'electron';\nexport const name = (): string => app.getName();\n",
  'src/renderer/allowed/engine-type.ts':
    "import type { Amount } from '../../engine/values/units.ts';\nexport const shown = (x: Amount): string => String(x);\n",
  'src/renderer/allowed/contract-value.ts':
    "import { encode } from '../../engine/contract/codec.ts';\nexport const text: string = encode(1);\n",
};

let found: { readonly compiler: readonly Complaint[]; readonly linter: readonly Complaint[] };

beforeAll(() => {
  const files = Object.fromEntries(plants.map(({ file, text }) => [file, text]));
  expect(Object.keys(files)).toHaveLength(plants.length);
  found = complaints({ ...files, ...allowed });
}, 120_000);

describe('is refused', () => {
  it.each(plants)('$what ($guard)', ({ file, guard, rule }) => {
    const rules = found[guard].filter((complaint) => complaint.file === file);
    expect(rules.map((complaint) => complaint.rule)).toContainEqual(
      expect.stringMatching(new RegExp(`^(${rule.replaceAll(/[()]/g, '\\$&')})$`)),
    );
  });
});

describe('is allowed', () => {
  it.each(Object.keys(allowed).filter((file) => file.includes('allowed')))('%s', (file) => {
    const complained = [...found.compiler, ...found.linter].filter(
      (complaint) => complaint.file === file,
    );
    expect(complained).toEqual([]);
  });
});
