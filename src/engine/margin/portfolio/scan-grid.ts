import type { PortfolioNumbers, ScanPair } from '../../model/margin-numbers.ts';

export type VolatilityMove = 'up' | 'same' | 'down';

/** One scenario of a scan. */
export type Cell = {
  readonly label: string;
  /** Relative move of the price, above −1. */
  readonly move: number;
  readonly volatility: VolatilityMove;
  readonly table: 'standard' | 'extended';
};

const signed = (move: number): string =>
  `${move < 0 ? '−' : '+'}${Number((Math.abs(move) * 100).toFixed(2))} %`;

const priceText = (move: number): string =>
  move === 0 ? 'price unchanged' : `price ${signed(move)}`;

const everyVolatility: readonly VolatilityMove[] = ['up', 'same', 'down'];

/** Every price move with every volatility move, as cells of a standard table. */
export const gridCells = (
  moves: readonly number[],
  volatilities: readonly VolatilityMove[] = everyVolatility,
): Cell[] =>
  moves.flatMap((move) =>
    volatilities.map((volatility) => ({
      label: `${priceText(move)}, volatility ${volatility}`,
      move,
      volatility,
      table: 'standard' as const,
    })),
  );

/** Price points from −range to +range in even steps, each with volatility up, same and down. */
export function standardCells(pair: ScanPair, { bucketsPerSide }: PortfolioNumbers): Cell[] {
  const moves = Array.from(
    { length: 2 * bucketsPerSide + 1 },
    (_, i) => ((i - bucketsPerSide) / bucketsPerSide) * pair.priceRange,
  );
  return gridCells(moves);
}

/** The far moves, with volatility up only. */
export function extendedCells({ extendedMoves }: PortfolioNumbers): Cell[] {
  return extendedMoves.map((move) => ({
    label: `${priceText(move)}, volatility up, extended table`,
    move,
    volatility: 'up',
    table: 'extended',
  }));
}
