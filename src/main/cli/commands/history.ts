import { historyRulesSchema } from '../../parameters/history-rules.ts';
import { historyRulesInForce, setHistoryRules } from '../../workstation/history-rules.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard history --store FILE [--set RULES.json]
       crossguard history --schema

prints what is done about assets whose price history is short (exclude, joint days, proxy), or sets
other rules; without a rule such an asset is left out and named`;

/** `history`: the user's rules for short price histories, as a store keeps them. */
export const run = async (args: readonly string[]): Promise<number> =>
  storedDocumentCommand(
    { usage, schema: historyRulesSchema, read: historyRulesInForce, set: setHistoryRules },
    args,
  );
