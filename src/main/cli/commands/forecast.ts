import { ok } from '../../../engine/values/outcome.ts';
import { forecastSheets } from '../../reports/forecast.ts';
import { textReport } from '../../reports/text.ts';
import { riskInput } from '../../workstation/desk.ts';
import { forecastOf } from '../../workstation/forecast.ts';
import { offlineKeeping } from '../../workstation/offline.ts';
import { parsed } from '../arguments.ts';

const usage = `crossguard forecast [--store FILE] [--json]

volatility of each underlying, tomorrow's margin ratio and the chance of a call of each account, with the
track record of each; what is forecast is recorded in the store, once as of a time, and scored when prices
have come; without a store, of the sample book`;

/** `forecast`: what is forecast as of the newest positions, and how earlier forecasts did. */
export async function run(args: readonly string[]): Promise<number> {
  const found = parsed(args, { flags: ['json'], values: ['store'] }, usage);
  if (!found.ok) return 1;
  const report = await offlineKeeping(
    found.values.get('store') ?? null,
    (store, resources, synthetic) => {
      const input = riskInput(store, resources, null, new Map(), synthetic);
      return input.ok ? ok(forecastOf(store, resources, input.value, !store.readOnly)) : input;
    },
  );
  if (!report.ok) {
    process.stderr.write(`crossguard: ${report.failure.message}\n`);
    return 1;
  }
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify(report.value, null, 2)}\n`
      : textReport('Forecast', forecastSheets(report.value)),
  );
  return report.value.accounts.every(({ ratio }) => ratio.ok) ? 0 : 2;
}
