import { countedSheet, fallSheet, owedSheet, wrongWaySheet } from '../../reports/collateral.ts';
import { textReport } from '../../reports/text.ts';
import { collateralOf, usualFalls } from '../../workstation/collateral.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard collateral [--store FILE] [--falls 0.05,0.2] [--json]

what a fall of each collateral asset, or the loss of a peg, does to the margin ratio of every account,
whether collateral falls when the positions lose (wrong-way risk), and what counts of it by your own
terms (crossguard terms); without a store, of the sample book`;

function fallsIn(text: string | undefined): readonly number[] | null {
  if (text === undefined) return usualFalls;
  const falls = text.split(',').map(Number);
  return falls.every((fall) => fall > 0 && fall < 1) ? falls : null;
}

/** `collateral`: what becomes of each account when its collateral falls. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store', 'falls'] }, usage);
  if (!found.ok) return 1;
  const falls = fallsIn(found.values.get('falls'));
  if (falls === null) {
    process.stderr.write(
      `crossguard: --falls was "${found.values.get('falls')}", not fractions between 0 and 1\n`,
    );
    return 1;
  }
  const input = await riskInputOffline(found.values.get('store') ?? null, null);
  if (!input.ok) {
    process.stderr.write(`crossguard: ${input.failure.message}\n`);
    return 1;
  }
  const accounts = collateralOf(input.value, falls, null);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ falls, accounts }, null, 2)}\n`
      : textReport('Collateral', [
          fallSheet(accounts, falls),
          wrongWaySheet(accounts),
          countedSheet(accounts),
          owedSheet(accounts),
        ]),
  );
  const unknown = accounts.some(({ held }) =>
    held.some(({ falls: each }) => each.some(({ figures }) => !figures.ok)),
  );
  return unknown || accounts.some(({ wrongWay: one }) => !one.ok) ? 2 : 0;
}
