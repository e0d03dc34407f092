export type ZetaNeed = 'initial' | 'maintenance';

type Rate = Readonly<Record<ZetaNeed, number>>;

/** Margin parameters of one asset, as fractions of the spot price unless said otherwise. */
export type ZetaRates = {
  /** Futures and perpetuals. */
  readonly future: Rate;
  /** Of a sold option, less how far it is out of the money. */
  readonly soldDynamic: Rate;
  /** Of a sold option, at least. */
  readonly soldLeast: Rate;
  /** Of a bought option: of its mark. */
  readonly boughtMark: Rate;
  /** Of a bought option, at most. */
  readonly boughtMost: Rate;
  /** Of the strike: most that a sold put asks for. */
  readonly putCap: number;
};

/** What is traded: a future or perpetual, or an option. */
export type ZetaProduct = {
  readonly name: string;
  readonly option: {
    readonly right: 'call' | 'put';
    readonly strike: number;
    /** Price of the option, dollars. */
    readonly mark: number;
  } | null;
};
