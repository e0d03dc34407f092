import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/engine/revaluation/kernel/', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../node_modules/assemblyscript/bin/asc.js', import.meta.url),
);

/** The builds of the one source: with fused multiply-add and without. */
export const kernelBuilds = ['strict', 'relaxed'] as const;
type KernelBuild = (typeof kernelBuilds)[number];

export const codeFile = (build: KernelBuild): string => `${folder}wasm/${build}.ts`;

const options = '-O3 --noAssert --runtime stub --importMemory --noExportMemory --enable simd'.split(
  ' ',
);

function compiled(build: KernelBuild, output: string): Buffer {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      compiler,
      'kernel.ts',
      '--baseDir',
      `${folder}assembly`,
      '--outFile',
      output,
      ...options,
    ].concat(build === 'relaxed' ? ['--enable', 'relaxed-simd'] : []),
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${build}: ${stderr}`);
  return readFileSync(output);
}

/** Compiles the kernel; the text of the module that holds it. */
export function kernelCode(build: KernelBuild): string {
  const temporary = mkdtempSync(path.join(tmpdir(), 'crossguard-kernel-'));
  try {
    const hexadecimal = compiled(build, path.join(temporary, 'kernel.wasm')).toString('hex');
    const lines = hexadecimal.match(/.{1,96}/g) ?? [];
    return [
      `/* Made from assembly/kernel.ts by "npm run kernel"; a test compares. */`,
      `export const ${build}Code: string = [`,
      ...lines.map((line) => `  '${line}',`),
      `].join('');`,
      '',
    ].join('\n');
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
