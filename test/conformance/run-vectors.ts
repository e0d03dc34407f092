/**
 * `npm run --silent vectors -- DIRECTORY`: runs every vector file of a directory and prints one JSON line
 * per file, `{file, cases, failed, worst: {abs, rel, share, case, field}}`, or
 * `{file, cases: 0, unsupported: true, reason}` where there is no check for the file's id.
 * Failed cases go to standard error with all their inputs. Exit code 1 when a tolerance is broken,
 * a case holds something that its check does not know, a file cannot be read or has no check, or no
 * case was read.
 */
import { statSync } from 'node:fs';
import { directoryLines, type FileLine } from './directory.ts';
import type { FailedCase } from './frame.ts';

function failureText(file: string, { vector, broken, fault }: FailedCase): string {
  const lines = [`${file} ${vector.id}: inputs ${JSON.stringify(vector)}`];
  if (fault !== null) lines.push(`  ${fault}`);
  for (const { field, actual, expected, abs, rel } of broken) {
    const texts = [actual, expected].map((value) => JSON.stringify(value));
    lines.push(
      `  ${field}: was ${texts[0]}, expected ${texts[1]}, off by ${abs} (relative ${rel})`,
    );
  }
  return `${lines.join('\n')}\n`;
}

const print = (record: object): boolean => process.stdout.write(`${JSON.stringify(record)}\n`);

function report(line: FileLine): { readonly cases: number; readonly broken: boolean } {
  if ('unsupported' in line) {
    print({ file: line.file, cases: 0, unsupported: true, reason: line.unsupported });
    process.stderr.write(`${line.file}: ${line.unsupported}\n`);
    return { cases: 0, broken: true };
  }
  if ('unreadable' in line) {
    print({ file: line.file, cases: 0, failed: 1, reason: line.unreadable });
    return { cases: 0, broken: true };
  }
  const { cases, failures, worst } = line.result;
  print({ file: line.file, cases, failed: failures.length, worst });
  for (const failed of failures) process.stderr.write(failureText(line.file, failed));
  return { cases, broken: failures.length > 0 };
}

async function main([directory]: readonly string[]): Promise<number> {
  if (directory === undefined || !statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    process.stderr.write(`usage: run-vectors DIRECTORY; "${directory ?? ''}" is no directory\n`);
    return 1;
  }
  let cases = 0;
  let broken = false;
  for await (const line of directoryLines(directory)) {
    const outcome = report(line);
    cases += outcome.cases;
    broken ||= outcome.broken;
  }
  if (cases === 0) process.stderr.write(`no vector case was read from ${directory}\n`);
  return cases === 0 || broken ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
