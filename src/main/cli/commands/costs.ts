import type { MoveCosts } from '../../../engine/model/move-costs.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { moveCostsSchema } from '../../parameters/move-costs.ts';
import { loadTransferTable } from '../../parameters/transfer-table.ts';
import { ownTradingSheet, ownTransferSheet, tabledSheet } from '../../reports/costs.ts';
import { textReport } from '../../reports/text.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { costsInForce, setCosts } from '../../workstation/move-costs.ts';
import { parsed } from '../arguments.ts';
import { readOfStore, storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard costs --store FILE [--set COSTS.json]
       crossguard costs --table [--store FILE] [--json]
       crossguard costs --schema

prints what moving collateral and trading cost, as far as you stated it, or sets it
--table shows that and what is tabled of moving assets on chains: time, fee and gas of each step, its source,
and the day it was read; without a store, the table alone
--schema prints the JSON schema of such a document`;

/** `costs`: what the user knows of the costs of moving and trading, and what is tabled. */
export const run = async (args: readonly string[]): Promise<number> =>
  args.includes('--table')
    ? tableCommand(args)
    : storedDocumentCommand(
        { usage, schema: moveCostsSchema, read: costsInForce, set: setCosts },
        args,
      );

function tableCommand(args: readonly string[]): number {
  const found = parsed(args, { flags: ['table', 'json'], values: ['store'] }, usage);
  if (!found.ok) return 1;
  const store = found.values.get('store');
  const own: Outcome<MoveCosts | null> =
    store === undefined ? ok(null) : readOfStore(store, costsInForce);
  if (!own.ok) {
    process.stderr.write(`crossguard: ${own.failure.message}\n`);
    return 1;
  }
  const table = loadTransferTable(resourcesFolder());
  const sheets =
    own.value === null ? [] : [ownTransferSheet(own.value), ownTradingSheet(own.value)];
  process.stdout.write(
    found.flags.has('json')
      ? `${JSON.stringify({ own: own.value, table }, null, 2)}\n`
      : textReport('Costs of moving and trading', [...sheets, tabledSheet(table)]),
  );
  return 0;
}
