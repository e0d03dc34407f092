import { BeyondNumbers } from '../../engine/values/beyond-numbers.ts';
import { usage } from './usage.ts';

/** A command: its arguments in, its exit code out. 0 done, 2 done with things left out, 1 not done. */
type Command = { readonly run: (args: readonly string[]) => Promise<number> };

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: () => import('./commands/start.ts'),
  serve: () => import('./commands/serve.ts'),
  import: () => import('./commands/import.ts'),
  report: () => import('./commands/report.ts'),
  margin: () => import('./commands/margin.ts'),
  measure: () => import('./commands/measure.ts'),
  optimise: () => import('./commands/optimise.ts'),
  price: () => import('./commands/price.ts'),
  calls: () => import('./commands/calls.ts'),
  collateral: () => import('./commands/collateral.ts'),
  dynamic: () => import('./commands/dynamic.ts'),
  conformance: () => import('./commands/conformance.ts'),
  costs: () => import('./commands/costs.ts'),
  correlation: () => import('./commands/correlation.ts'),
  risk: () => import('./commands/risk.ts'),
  stress: () => import('./commands/stress.ts'),
  scenarios: () => import('./commands/scenarios.ts'),
  changes: () => import('./commands/changes.ts'),
  history: () => import('./commands/history.ts'),
  forecast: () => import('./commands/forecast.ts'),
  backtest: () => import('./commands/backtest.ts'),
  surface: () => import('./commands/surface.ts'),
  terms: () => import('./commands/terms.ts'),
  house: () => import('./commands/house.ts'),
  market: () => import('./commands/market.ts'),
  oracle: () => import('./commands/oracle.ts'),
  gas: () => import('./commands/gas.ts'),
  warnings: () => import('./commands/warnings.ts'),
  replay: () => import('./commands/replay.ts'),
  store: () => import('./commands/store.ts'),
};

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    if (!asked) process.stderr.write(`crossguard: there is no command "${name}"\n`);
    process.stderr.write(usage);
    return asked ? 0 : 1;
  }
  const command = await load();
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof BeyondNumbers)) throw error;
    process.stderr.write(`crossguard: ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main();
