import {
  aggregatedScan,
  plainGains,
  type Scan,
} from '../../../src/engine/margin/portfolio/scan-loss.ts';
import { gridCells } from '../../../src/engine/margin/portfolio/scan-grid.ts';
import { vectorFile } from './vectors.ts';

type Vectors = {
  readonly source: string;
  readonly tolerance: { readonly absolute: number };
  readonly moves: readonly number[];
  readonly perpetual: readonly number[];
  readonly option: {
    readonly worst: readonly number[];
    readonly byVolatility: readonly {
      readonly move: number;
      readonly up: number;
      readonly same: number;
      readonly down: number;
    }[];
  };
  readonly spotHedge: readonly number[];
  readonly all: readonly number[];
  readonly expect: { readonly worst: number; readonly worstMove: number };
  readonly contingency: {
    readonly futureDelta: number;
    readonly future: number;
    readonly total: number;
  };
  readonly maintenance: number;
  readonly initial: number;
  readonly factor: number;
  readonly optionSeller: {
    readonly source: string;
    readonly asOf: string;
    readonly index: number;
    readonly strike: number;
    readonly entry: number;
    readonly mark: number;
    readonly maintenance: number;
    readonly initial: number;
  };
};

export const bybitVectors = vectorFile('margin/bybit-portfolio.json') as Vectors;

/** The venue's example table as a scan; where one volatility of the option is known it stands for all three. */
export function bybitExample(): Scan {
  const { moves, perpetual, option, spotHedge } = bybitVectors;
  const cells = gridCells(moves);
  const column = (at: (row: number, volatility: 'up' | 'same' | 'down') => number): Float64Array =>
    Float64Array.from(cells, ({ volatility }, c) => at(Math.floor(c / 3), volatility));
  const ofOption = (row: number, volatility: 'up' | 'same' | 'down'): number =>
    option.byVolatility.find(({ move }) => move === moves[row])?.[volatility] ??
    option.worst[row] ??
    Number.NaN;
  return aggregatedScan(
    [
      column((row) => perpetual[row] ?? Number.NaN),
      column(ofOption),
      column((row) => spotHedge[row] ?? Number.NaN),
    ],
    { cells, ...plainGains },
  );
}
