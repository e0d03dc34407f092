import type { MangoState } from '../../../src/engine/margin/mango/state.ts';
import { vectorFile } from './vectors.ts';

type MangoVectors = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly cases: readonly {
    readonly id: string;
    readonly state: MangoState;
    readonly initial: number;
    readonly maintenance?: number;
  }[];
};

export const mangoVectors = vectorFile('margin/mango.json') as MangoVectors;
