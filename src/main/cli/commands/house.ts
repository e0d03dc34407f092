import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { houseSchema, type ReadPolicy } from '../../parameters/house.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { policyInForce, setPolicy } from '../../workstation/house-policy.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard house --store FILE [--set POLICY.json]
       crossguard house --schema

prints the policy by which the house margins its netted book, or sets another
--schema prints the JSON schema of a policy`;

const written = (of: Outcome<ReadPolicy>): Outcome<unknown> => (of.ok ? ok(of.value.written) : of);

/** `house`: the house policy of a store. */
export const run = async (args: readonly string[]): Promise<number> =>
  storedDocumentCommand(
    {
      usage,
      schema: houseSchema,
      read: (store) => written(policyInForce(store, resourcesFolder())),
      set: (store, content) => written(setPolicy(store, content)),
    },
    args,
  );
