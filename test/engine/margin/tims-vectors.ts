import { timsModel } from '../../../src/main/cli/margin/tims.ts';
import type { MarginNode } from '../../../src/engine/contract/margin-node.ts';
import { vectorFile } from './vectors.ts';

export const timsVectors = vectorFile('margin/tims.json') as {
  readonly source: string;
  readonly tolerance: { readonly relative: number };
  readonly cases: readonly {
    readonly id: string;
    /** As `margin --model tims` reads it. */
    readonly document: object;
    readonly expect: number;
    /** The point that gave it, where it is published. */
    readonly worst?: string;
  }[];
};

/** The requirement of a document. */
export function timsRequirement(document: object): MarginNode {
  const found = timsModel.margin(document, []);
  if (!found.ok) throw new Error(found.failure.message);
  const { initial } = found.value.requirement;
  if (!initial.ok) throw new Error(initial.failure.message);
  return initial.value;
}
