const sides = ['call', 'put'];

/** What a file's check knows beside numbers. */
export type Vocabulary = {
  /** The words that a field may hold, by its path: `instruments[].kind`. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Fields below `expected` that say how a figure came about and are no figure to reach. */
  readonly remarks: readonly string[];
};

/** By the `id` inside the file. A word that no check knows must not be taken for another one. */
export const vocabularies: Readonly<Record<string, Partial<Vocabulary>>> = {
  backtests: {
    words: {
      kind: [
        'acerbi_szekely',
        'christoffersen',
        'diebold_mariano',
        'kupiec_pof',
        'traffic_light_250',
      ],
    },
    remarks: ['expected.mc'],
  },
  black_scholes: { words: { model: ['black76', 'bs'], type: sides } },
  clustering: {
    remarks: ['average', 'single', 'complete', 'ward'].flatMap((linkage) => [
      `expected.${linkage}.optimal_order`,
      `expected.${linkage}.unordered_cost`,
    ]),
  },
  covariance: { words: { kind: ['ewma', 'pairwise_gaps', 'sample'] } },
  credit_exposure: {
    words: {
      kind: ['collateralised_mpor', 'cva_flat_hazard', 'normal_exposure', 'saccr_unmargined'],
    },
  },
  forward_curve: {
    words: {
      kind: ['basis', 'curve', 'discount', 'funding', 'parity_regression', 'year_fraction'],
    },
  },
  garch: {
    words: {
      'at_fixed_params[].model': ['garch', 'gjr'],
      'at_fixed_params[].dist': ['norm', 'std'],
    },
  },
  implied_vol: { words: { type: sides } },
  inverse: {
    words: { kind: ['inverse_future', 'inverse_option', 'quanto_option'], type: sides },
  },
  liquidity: {
    words: { kind: ['almgren_chriss', 'book_walk', 'sqrt_impact'], side: ['buy', 'sell'] },
  },
  nearest_corr: { words: { kind: ['nearest_correlation', 'shrink_to_pd'] } },
  option_limits: { words: { type: sides } },
  parametric_component: {
    words: {
      kind: [
        'component_historical',
        'component_parametric',
        'cornish_fisher',
        'delta_gamma',
        'moments',
      ],
    },
  },
  portfolio_scenarios: {
    words: {
      kind: ['historical_full_revaluation', 'scenario_grid'],
      'instruments[].kind': [
        'inverse_option',
        'inverse_perp',
        'linear_future',
        'linear_option',
        'spot',
      ],
      'instruments[].type': sides,
    },
  },
  procyclicality: { words: { kind: ['procyclicality'] } },
  rng: { words: { kind: ['mt19937', 'sobol_joe_kuo'] } },
  systemic: {
    words: {
      kind: ['absorption_ratio', 'covar_mes', 'fire_sale_glt', 'liquidation_cascade'],
      on: ['correlation', 'covariance'],
    },
  },
  t_copula: {
    words: {
      kind: [
        'multivariate_t_exact',
        'rank_correlation',
        't_copula_fit',
        't_copula_logpdf',
        't_copula_mc',
      ],
      'margins[].dist': ['t'],
    },
  },
  vol_forecast: {
    words: { kind: ['dcc', 'har', 'range_vol'] },
    remarks: ['expected.mle.a', 'expected.mle.b'],
  },
  vol_surface: {
    words: { kind: ['ssvi', 'surface_interp', 'svi_fit', 'svi_raw'] },
    remarks: ['expected.best_params'],
  },
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value at a path; `[]` is each element of a list. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return [value];
  if (!isRecord(value)) return [];
  const found = value[step.replace('[]', '')];
  if (!step.endsWith('[]')) return found === undefined ? [] : valuesAt(found, rest);
  return Array.isArray(found) ? found.flatMap((one: unknown) => valuesAt(one, rest)) : [];
}

/** A word of the case that its check does not know; null where it knows all. */
export function unknownWord(vector: object, { words = {} }: Partial<Vocabulary>): string | null {
  for (const [path, known] of Object.entries(words)) {
    const odd = valuesAt(vector, path.split('.')).find(
      (word) => typeof word !== 'string' || !known.includes(word),
    );
    if (odd !== undefined) {
      return `${path} is ${JSON.stringify(odd)}, which is none of ${known.join(', ')}`;
    }
  }
  return null;
}

/** A case, and the fields of its expectation that nobody has read so far. */
export type Watched<T> = { readonly vector: T; readonly unread: () => readonly string[] };

/** Watches which fields of the expectation a check reads: what it never read it cannot have compared. */
export function watched<T extends object>(
  of: T,
  { remarks = [] }: Partial<Vocabulary>,
): Watched<T> {
  const unread = new Set<string>();
  const copies = new Map<object, object>();
  const watch = <V extends object>(value: V, path: string, names: readonly string[]): V => {
    for (const name of names) if (!remarks.includes(path + name)) unread.add(path + name);
    return new Proxy(value, {
      get(target, name, receiver): unknown {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof name !== 'string' || !names.includes(name)) return found;
        unread.delete(path + name);
        if (!isRecord(found)) return found;
        const copy = copies.get(found) ?? watch(found, `${path}${name}.`, Object.keys(found));
        copies.set(found, copy);
        return copy;
      },
    });
  };
  const expectations = Object.keys(of).filter((name) => name.startsWith('expected'));
  return { vector: watch(of, '', expectations), unread: () => [...unread] };
}
