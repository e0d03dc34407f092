import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The example documents of a model's page in `docs`. */
export function examplesOf(model: string): readonly string[] {
  const page = readFileSync(path.join(root, `docs/margin-${model}.md`), 'utf8');
  return [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text ?? '');
}

/** `margin --model` as a user runs it, the document on standard input. */
export function askedMargin(
  model: string,
  document: string,
): { readonly code: number; readonly out: string; readonly err: string } {
  const found = spawnSync(
    path.join(root, 'node_modules/.bin/node'),
    ['src/main/cli/index.ts', 'margin', '--model', model, '--json'],
    { cwd: root, input: document, encoding: 'utf8' },
  );
  return { code: found.status ?? -1, out: found.stdout, err: found.stderr };
}
