import type { ChangeReport } from '../../engine/contract/changes.ts';
import { changeReport } from '../../engine/margin/changes/report.ts';
import { accountsOf, type RiskInput } from '../../engine/run.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

/** What changed between the instants of two inputs. */
export function changesBetween(from: RiskInput, to: RiskInput): Outcome<ChangeReport> {
  return from.asOf < to.asOf
    ? ok(changeReport(accountsOf(from), accountsOf(to), { from: from.asOf, to: to.asOf }))
    : fail('not-applicable', 'the first instant is not before the second');
}
