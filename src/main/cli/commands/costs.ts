import { moveCostsSchema } from '../../parameters/move-costs.ts';
import { costsInForce, setCosts } from '../../workstation/move-costs.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard costs --store FILE [--set COSTS.json]
       crossguard costs --schema

prints what moving collateral and trading cost, as far as you stated it, or sets it
--schema prints the JSON schema of such a document`;

/** `costs`: what the user knows of the costs of moving and trading, as a store keeps it. */
export const run = async (args: readonly string[]): Promise<number> =>
  storedDocumentCommand(
    { usage, schema: moveCostsSchema, read: costsInForce, set: setCosts },
    args,
  );
