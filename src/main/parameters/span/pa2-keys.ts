/** A product family: its products differ in type. */
export type FamilyKey = {
  readonly exchange: string;
  readonly product: string;
  /** `FUT`, `PHY`, `CMB`, `OOF`, `OOP`, `OOC`. */
  readonly type: string;
};

export type SeriesKey = FamilyKey & {
  /** Of the future itself, or of the one that an option delivers. */
  readonly month: string;
  /** Empty for what is no option. */
  readonly optionMonth: string;
};

/** A contract as the records of arrays name it. */
export type ContractKey = SeriesKey & {
  readonly right: 'call' | 'put' | null;
  /** Digits, to be read by the form of the product family. */
  readonly strike: string;
};

export const familyName = ({ exchange, product, type }: FamilyKey): string =>
  `${exchange} ${product} ${type}`;

export const seriesName = (of: SeriesKey): string =>
  `${familyName(of)} ${of.month} ${of.optionMonth}`.trim();

export const contractKeyName = (of: ContractKey): string =>
  `${seriesName(of)} ${of.right ?? ''} ${of.strike}`;
