import type { MarginBacktest } from '../../engine/contract/margin-backtest.ts';
import { marginBacktest, usualHorizons } from '../../engine/margin/backtest/report.ts';
import { linesOf, type RiskInput } from '../../engine/run.ts';
import type { MarginAccountId } from '../../engine/values/ids.ts';
import type { Outcome } from '../../engine/values/outcome.ts';
import { accountIn } from './outlook.ts';

/** Whether an account's requirement would have covered what it lost. @throws when there is none of that id */
export function marginBacktestOf(input: RiskInput, id: MarginAccountId): Outcome<MarginBacktest> {
  const { account } = accountIn(input, id);
  return marginBacktest(
    account,
    linesOf(input).filter((line) => line.account === id && line.instrument !== null),
    input.history,
    input.parameters.measures,
    usualHorizons,
  );
}
