import { join } from 'node:path';
import type { SurfacesView } from '../../../engine/contract/surface.ts';
import { surfacesOf } from '../../../engine/pricing/surface/surfaces.ts';
import type { OptionQuote } from '../../../engine/pricing/surface/option-quote.ts';
import { failure, type Failure } from '../../../engine/values/outcome.ts';
import { instant, type Instant } from '../../../engine/values/units.ts';
import { loadContractFacts } from '../../parameters/contracts.ts';
import { left, type Sheet } from '../../reports/sheet.ts';
import { surfaceSheets } from '../../reports/surface.ts';
import { textReport } from '../../reports/text.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { fileOnDisk, type ImportFile } from '../../workstation/files.ts';
import { optionQuotes } from '../../workstation/option-quotes.ts';
import { asOfInstant } from '../as-of.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard surface FILE... [--as-of INSTANT] [--json]

volatility surfaces of the option chains in some files: forwards, SVI smiles by expiry, checks for
arbitrage, repaired smiles where a check fails, and the venue's marks against the fit; as of the newest
quote unless --as-of says otherwise`;

function problem(message: string): 1 {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

type Opened = { readonly files: readonly ImportFile[]; readonly failures: readonly Failure[] };

async function opened(paths: readonly string[]): Promise<Opened> {
  const files: ImportFile[] = [];
  const failures: Failure[] = [];
  for (const path of paths) {
    try {
      files.push(await fileOnDisk(path));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push(failure('malformed', message, path));
    }
  }
  return { files, failures };
}

const newest = (quotes: readonly OptionQuote[]): Instant =>
  quotes.reduce((latest, { at }) => (at > latest ? at : latest), instant(0));

function failuresSheet(failures: readonly Failure[]): Sheet {
  return {
    title: 'Not read',
    columns: [left('Where'), left('Why')],
    rows: failures.map(({ at, message }) => [at ?? '', message]),
  };
}

function isWhole({ surfaces, refused }: SurfacesView, failures: readonly Failure[]): boolean {
  return (
    failures.length === 0 &&
    refused.length === 0 &&
    surfaces.every(({ slices }) =>
      slices.every(({ fit, leftOut }) => fit.ok && leftOut.length === 0),
    )
  );
}

/**
 * `surface`: fitted volatility surfaces of option chains on disk.
 *
 * With `--json` the answer is {@link SurfacesView} with `asOf` and `failures`, the rows that could not be
 * read. Exit code 2 when a row, a quote or an expiry was left out, 1 when no expiry could be fitted.
 */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['as-of'] }, usage);
  if (!found.ok) return 1;
  if (found.files.length === 0) return problem(`usage: ${usage}`);
  const wanted = asOfInstant(found.values.get('as-of'));
  if (wanted === 'malformed') return problem('--as-of is no instant such as 2026-01-31T09:21:02Z');
  const { files, failures: unopened } = await opened(found.files);
  const facts = await loadContractFacts(join(resourcesFolder(), 'contracts'));
  const { items, failures: unread } = await optionQuotes(files, facts);
  const failures = [...unopened, ...unread];
  if (items.length === 0) {
    for (const { at, message } of failures) problem(`${at ?? ''}: ${message}`);
    return problem('the files have no quotes of options');
  }
  const asOf = wanted ?? newest(items);
  const view = surfacesOf(items, asOf);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ asOf, ...view, failures }, null, 2)}\n`
      : textReport(`Volatility surfaces as of ${new Date(asOf).toISOString()}`, [
          ...view.surfaces.flatMap(surfaceSheets),
          ...(failures.length === 0 ? [] : [failuresSheet(failures)]),
        ]),
  );
  if (!view.surfaces.some(({ slices }) => slices.some(({ fit }) => fit.ok))) return 1;
  return isWhole(view, failures) ? 0 : 2;
}
