import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('native/', import.meta.url));
const folder = fileURLToPath(new URL('../../node_modules/.cache/perf/', import.meta.url));

/** A program of somebody else's making that does the same work. */
export type Native = { readonly name: string; readonly command: readonly string[] };

export type Field = {
  readonly present: readonly Native[];
  /** What cannot be built or run here, and why. */
  readonly absent: readonly { readonly name: string; readonly why: string }[];
};

const processorHas = (flag: string): boolean =>
  existsSync('/proc/cpuinfo') &&
  new RegExp(`\\b${flag}\\b`).test(readFileSync('/proc/cpuinfo', 'utf8'));

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function compiled(
  name: string,
  source: string,
  flags: readonly string[],
  libraries: readonly string[] = [],
): string | null {
  const output = path.join(folder, name);
  return works('g++', ...flags, path.join(sources, source), '-o', output, ...libraries)
    ? output
    : null;
}

const widths = [
  { name: 'c-avx512', lanes: 8, needs: 'avx512f', flags: ['-mavx512f', '-mavx512dq', '-mfma'] },
  { name: 'c-avx2', lanes: 4, needs: 'avx2', flags: ['-mavx2', '-mfma'] },
  { name: 'c-128-fma', lanes: 2, needs: 'fma', flags: ['-mavx', '-mfma'] },
  { name: 'c-128', lanes: 2, needs: 'avx', flags: ['-mavx', '-mno-fma'] },
] as const;

/** Builds what can be built here. */
export function contestants(): Field {
  mkdirSync(folder, { recursive: true });
  const present: Native[] = [];
  const absent: { name: string; why: string }[] = [];
  const enter = (name: string, why: string | null, command: readonly (string | null)[]): void => {
    const whole = command.filter((part) => part !== null);
    if (why === null && whole.length === command.length) present.push({ name, command: whole });
    else absent.push({ name, why: why ?? 'does not compile here' });
  };
  for (const { name, lanes, needs, flags } of widths) {
    const why = !processorHas(needs)
      ? `the processor has no ${needs}`
      : works('g++', '--version')
        ? null
        : 'there is no g++';
    const built =
      why === null ? compiled(name, 'lanes.cpp', ['-O3', `-DLANES=${lanes}`, ...flags]) : null;
    enter(name, why, [built]);
  }
  const library = existsSync('/usr/include/ql/quantlib.hpp') ? null : 'QuantLib is not installed';
  enter('quantlib', library, [
    library === null
      ? compiled('quantlib', 'quantlib.cpp', ['-O3', '-DNDEBUG'], ['-lQuantLib'])
      : null,
  ]);
  const scipy = works('python3', '-c', 'import scipy.special')
    ? null
    : 'NumPy and SciPy are not installed';
  enter('numpy', scipy, ['python3', path.join(sources, 'numpy_price.py')]);
  return { present, absent };
}

/** The formula to 113 bits, to measure errors by; null where it cannot be built. */
export function exactReference(): Native | null {
  mkdirSync(folder, { recursive: true });
  const built = compiled('exact', 'exact.cpp', ['-O2'], ['-lquadmath']);
  return built === null ? null : { name: 'exact', command: [built] };
}
