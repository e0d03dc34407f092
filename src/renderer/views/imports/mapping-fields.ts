/** One thing that a generic CSV may hold; `field` is the name that the importer knows it by. */
export type MappingField = {
  readonly field: string;
  readonly title: string;
  readonly required: boolean;
  readonly meaning: string;
};

export const mappingFields: readonly MappingField[] = [
  { field: 'symbol', title: 'Symbol', required: true, meaning: "The venue's own symbol" },
  {
    field: 'quantity',
    title: 'Quantity',
    required: true,
    meaning: 'Signed contracts, long positive',
  },
];
