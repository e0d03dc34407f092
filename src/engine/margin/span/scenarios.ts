/** One of the sixteen scenarios that a risk array answers. */
export type SpanScenario = {
  readonly label: string;
  /** Price move as a multiple of the price scan range; ±1 with `extreme` is multiplied and covered in part. */
  readonly price: number;
  readonly volatility: 'up' | 'down' | 'same';
  readonly extreme: boolean;
};

const moves: readonly (readonly [number, string])[] = [
  [0, 'price unchanged'],
  [1 / 3, 'price up 1/3 of the range'],
  [-1 / 3, 'price down 1/3 of the range'],
  [2 / 3, 'price up 2/3 of the range'],
  [-2 / 3, 'price down 2/3 of the range'],
  [1, 'price up the range'],
  [-1, 'price down the range'],
];

/**
 * The scenarios in the order of every risk array: volatility up and down at seven prices, then the two
 * extreme moves, of whose loss a fraction is covered.
 *
 * @see CME, "Components of SPAN"
 */
export const spanScenarios: readonly SpanScenario[] = [
  ...moves.flatMap(([price, name]) =>
    (['up', 'down'] as const).map((volatility) => ({
      name: `${name}, volatility ${volatility}`,
      price,
      volatility,
      extreme: false,
    })),
  ),
  { name: 'extreme price rise', price: 1, volatility: 'same' as const, extreme: true },
  { name: 'extreme price fall', price: -1, volatility: 'same' as const, extreme: true },
].map(({ name, ...scenario }, i) => ({ label: `${i + 1}: ${name}`, ...scenario }));

/** The scenario at the same price with the other volatility; an extreme scenario is its own pair. */
export const volatilityPair = (scenario: number): number =>
  spanScenarios[scenario]!.extreme ? scenario : scenario ^ 1;
