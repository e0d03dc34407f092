import type { ZetaState } from '../../../src/engine/margin/zeta/zeta.ts';
import { vectorFile } from './vectors.ts';

type ZetaVectors = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly cases: readonly {
    readonly id: string;
    readonly state: ZetaState;
    readonly initial: number;
    readonly maintenance: number;
  }[];
};

export const zetaVectors = vectorFile('margin/zeta.json') as ZetaVectors;
