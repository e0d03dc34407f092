/** One thing that a generic CSV may hold; `field` is the name that the importer knows it by. */
export type MappingField = {
  readonly field: string;
  readonly title: string;
  readonly meaning: string;
};

export type MappingGroup = {
  readonly title: string;
  readonly fields: readonly MappingField[];
};

const of = (field: string, title: string, meaning: string): MappingField => ({
  field,
  title,
  meaning,
});

export const mappingGroups: readonly MappingGroup[] = [
  {
    title: 'Position',
    fields: [
      of('market', 'Market', 'Where the symbol is unique: DERIBIT, BINANCE-USDM, BYBIT-LINEAR'),
      of('symbol', 'Symbol', "The venue's own symbol"),
      of('quantity', 'Quantity', 'Contracts, long positive unless a side is given'),
      of('side', 'Side', 'long or short, buy or sell'),
      of('account', 'Account', "The account's name at the venue"),
      of('entry_price', 'Entry price', 'Average price of the open position'),
      of('mark_price', 'Mark price', "The venue's fair price"),
      of('index_price', 'Index price', 'Price of the underlying'),
      of('leverage', 'Leverage', 'As chosen at the venue'),
      of('margin_mode', 'Margin mode', 'cross or isolated'),
      of('isolated_margin', 'Isolated margin', 'Collateral of an isolated position'),
      of('volatility', 'Volatility', 'Mark volatility of an option, 0.65 for 65 %'),
      of('time', 'Time', 'When the row was true'),
    ],
  },
  {
    title: 'Balance and stated figures',
    fields: [
      of('asset', 'Asset', 'Code of the coin or currency'),
      of('balance', 'Balance', 'Cash or coin held'),
      of('equity', 'Equity', 'As the venue states it'),
      of('initial_margin', 'Initial margin', 'As the venue states it'),
      of('maintenance_margin', 'Maintenance margin', 'As the venue states it'),
    ],
  },
  {
    title: 'Contract, where the venue is not known',
    fields: [
      of('kind', 'Kind', 'spot, perpetual, future or option'),
      of('payoff', 'Payoff', 'linear, inverse or quanto'),
      of('underlying', 'Underlying', 'The asset whose value it follows'),
      of('quote', 'Quote', 'Currency of the price'),
      of('settlement', 'Settlement', 'Asset that profit is paid in'),
      of('multiplier', 'Multiplier', 'Units per contract'),
      of('price_unit', 'Price unit', 'quote or underlying'),
      of('expiry', 'Expiry', 'Empty for spot and perpetuals'),
      of('right', 'Right', 'call or put'),
      of('strike', 'Strike', 'In the quote currency'),
      of('exercise', 'Exercise', 'european or american'),
    ],
  },
];

/** How the file is written; empty leaves it to the importer. */
export const mappingSettings: readonly (MappingField & { readonly choices: readonly string[] })[] =
  [
    { ...of('decimal', 'Decimal mark', 'Point or comma'), choices: ['.', ','] },
    {
      ...of('dates', 'Dates', 'Order of day, month and year'),
      choices: [
        'year-month-day',
        'year/month/day',
        'day/month/year',
        'month/day/year',
        'day-month-name',
        'compact',
        'epoch-seconds',
        'epoch-milliseconds',
      ],
    },
    {
      ...of('delimiter', 'Delimiter', 'What stands between cells'),
      choices: [',', ';', '|', 'tab'],
    },
  ];

const needs: readonly (readonly string[])[] = [
  ['market', 'symbol', 'quantity'],
  ['asset', 'balance'],
];

/** What is still missing before a file says anything: the fields of a position, or of a balance. */
export function missingFields(mapped: Readonly<Record<string, string>>): readonly string[] {
  const missing = needs.map((fields) => fields.filter((field) => !isMapped(mapped[field])));
  if (missing.some((fields) => fields.length === 0)) return [];
  // The one that the user has begun, else a position.
  const begun = missing.find((fields, index) => fields.length < (needs[index]?.length ?? 0));
  return begun ?? missing[0] ?? [];
}

/** A column, or `=value`: one value for all rows. A lone `=` is still being written. */
const isMapped = (text: string | undefined): boolean =>
  text !== undefined && text !== '' && text !== '=';

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

/** Columns whose name is a field's own, whatever case and spacing. */
export function guessedColumns(columns: readonly string[]): Readonly<Record<string, string>> {
  const fields = mappingGroups.flatMap((group) => group.fields);
  return Object.fromEntries(
    fields.flatMap(({ field }) => {
      const column = columns.find((name) => plain(name) === plain(field));
      return column === undefined ? [] : [[field, column]];
    }),
  );
}

/** The part of a saved mapping that this file can take: its columns, constants and settings. */
export function applicable(
  saved: Readonly<Record<string, string>>,
  columns: readonly string[],
): Readonly<Record<string, string>> {
  const settings = new Set(['zone', ...mappingSettings.map(({ field }) => field)]);
  return Object.fromEntries(
    Object.entries(saved).filter(
      ([field, value]) => settings.has(field) || value.startsWith('=') || columns.includes(value),
    ),
  );
}
