import { verdictOf } from '../../../engine/contract/conformance.ts';
import { conformanceTable } from '../../conformance/table.ts';
import { conformanceSheets } from '../../reports/conformance.ts';
import { textReport } from '../../reports/text.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard conformance [--model ID] [--json]

published figures of the margin models beside ours, as this version's tests computed them;
a summary of every model, or every figure of one`;

/** `conformance`: published margin figures beside ours. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['model'] }, usage);
  if (!found.ok) return 1;
  const all = conformanceTable(resourcesFolder());
  const model = found.values.get('model') ?? null;
  const groups = model === null ? all : all.filter((one) => one.model === model);
  if (groups.length === 0) {
    const known = [...new Set(all.map((one) => one.model))].join(', ');
    process.stderr.write(`crossguard: no figures of "${model}"; there are some of ${known}\n`);
    return 1;
  }
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(groups, null, 2)}\n`
      : textReport('Published margin figures beside ours', conformanceSheets(groups, model)),
  );
  const figures = groups.flatMap((one) => one.figures);
  return figures.some((one) => verdictOf(one) === 'broken') ? 2 : 0;
}
