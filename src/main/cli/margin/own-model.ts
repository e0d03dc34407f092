import type { z } from 'zod';
import type { MarginNode } from '../../../engine/contract/margin-node.ts';
import type { Requirement } from '../../../engine/contract/snapshot.ts';
import type { MarginEdition } from '../../../engine/model/parameters.ts';
import { fail, type Outcome } from '../../../engine/values/outcome.ts';
import type { FailedRow } from '../../imports/format.ts';
import { faults, type Json } from '../measure/kind.ts';

/** What a model answers to a document of its own. */
export type OwnMargin = {
  /** What stands against the requirement; a failure `not-applicable` where the model knows no such thing. */
  readonly equity: Outcome<MarginNode>;
  readonly requirement: Requirement;
  /** Further figures under the names of the model's own documentation. */
  readonly figures: { readonly [name: string]: Json };
};

/**
 * A margin model that is asked in its own terms (sensitivities, risk parameter files, a protocol's
 * state) rather than of the accounts of a portfolio document.
 */
export type OwnModel = {
  readonly name: string;
  readonly schema: z.ZodType;
  /** @param editions margin numbers in force or not, the user's own first */
  readonly margin: (document: unknown, editions: readonly MarginEdition[]) => Outcome<OwnMargin>;
  /** As `margin`, with the parameters of a file of the clearing house; absent where the model knows none. */
  readonly marginByFile?: (document: unknown, file: string) => Promise<Outcome<FileMargin>>;
};

/** An answer, and what of the parameter file could not be read. */
type FileMargin = {
  readonly answer: Outcome<OwnMargin>;
  readonly failures: readonly FailedRow[];
};

/**
 * Binds a document's shape to its margin, so that `margin` sees nothing but what the shape lets through.
 * What the engine throws as out of range is a fault of the document.
 */
export function ownModel<S extends z.ZodType>(
  name: string,
  schema: S,
  margin: (document: z.output<S>, editions: readonly MarginEdition[]) => Outcome<OwnMargin>,
): OwnModel {
  return {
    name,
    schema,
    margin: (document, editions) => {
      const read = schema.safeParse(document);
      if (!read.success) {
        return fail('malformed', `the document is not one of ${name}: ${faults(read.error)}`);
      }
      try {
        return margin(read.data, editions);
      } catch (error) {
        if (error instanceof RangeError) return fail('malformed', error.message);
        throw error;
      }
    },
  };
}
