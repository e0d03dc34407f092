import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../../src/engine/revaluation/kernel/', import.meta.url));

/** The builds of the one source: with fused multiply-add and without. */
export const kernelBuilds = ['strict', 'relaxed'] as const;
export type KernelBuild = (typeof kernelBuilds)[number];

export const codeFile = (build: KernelBuild): string => `${folder}wasm/${build}.ts`;

/** Compiles the kernel; the text of the module that holds it. */
export async function kernelCode(build: KernelBuild): Promise<string> {
  let module: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      ...['--baseDir', `${folder}assembly`, '--outFile', 'kernel.wasm', '-O3', '--noAssert'],
      ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'],
      ...(build === 'relaxed' ? ['--enable', 'relaxed-simd'] : []),
    ],
    {
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm' && typeof contents !== 'string') module = contents;
      },
    },
  );
  if (error !== null || module === null) throw new Error(`${build}: ${stderr.toString()}`);
  const hexadecimal = Buffer.from(module).toString('hex');
  const lines = hexadecimal.match(/.{1,96}/g) ?? [];
  return [
    `/* Made from assembly/kernel.ts by "npm run kernel"; a test compares. */`,
    `export const ${build}Code: string = [`,
    ...lines.map((line) => `  '${line}',`),
    `].join('');`,
    '',
  ].join('\n');
}
