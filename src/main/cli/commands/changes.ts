import { changeSheets } from '../../reports/changes.ts';
import { textReport } from '../../reports/text.ts';
import { changesBetween } from '../../workstation/changes.ts';
import { riskInputOffline } from '../../workstation/offline.ts';
import { asOfInstant } from '../as-of.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard changes --store FILE --from INSTANT [--to INSTANT] [--json]

what changed equity and margin of every account between two instants of a store, cause by cause: time,
prices, volatilities, marks, trades and transfers, margin numbers; --to is the newest unless given`;

function refusal(message: string): number {
  process.stderr.write(`crossguard: ${message}\n`);
  return 1;
}

/** `changes`: what changed between two instants of a store. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store', 'from', 'to'] }, usage);
  if (!found.ok) return 1;
  const [from, to] = [asOfInstant(found.values.get('from')), asOfInstant(found.values.get('to'))];
  if (from === null) return refusal(`since when? Say --from\nusage: ${usage}`);
  if (from === 'malformed' || to === 'malformed') {
    return refusal('an instant is like 2026-11-20T16:00:00Z');
  }
  const store = found.values.get('store') ?? null;
  const before = await riskInputOffline(store, from);
  if (!before.ok) return refusal(before.failure.message);
  const after = await riskInputOffline(store, to);
  if (!after.ok) return refusal(after.failure.message);
  const report = changesBetween(before.value, after.value);
  if (!report.ok) return refusal(report.failure.message);
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(report.value, null, 2)}\n`
      : textReport('Changes', changeSheets(report.value)),
  );
  return report.value.accounts.every(({ steps }) => steps.ok) ? 0 : 2;
}
