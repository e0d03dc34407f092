import { collateralTermsSchema } from '../../parameters/collateral-terms.ts';
import { setTerms, termsInForce } from '../../workstation/collateral-terms.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard terms --store FILE [--set TERMS.json]
       crossguard terms --schema

prints your own terms for collateral (limits of concentration, borrowing rates, costs of selling),
or sets others; --schema prints the JSON schema of such a document`;

/** `terms`: the house's own terms for collateral, as a store keeps them. */
export const run = async (args: readonly string[]): Promise<number> =>
  storedDocumentCommand(
    { usage, schema: collateralTermsSchema, read: termsInForce, set: setTerms },
    args,
  );
