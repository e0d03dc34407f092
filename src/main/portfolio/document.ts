import { z } from 'zod';
import { marginModelIds, type MarginModelId, type StatedFigure } from '../../engine/model/book.ts';
import type {
  Instrument,
  InstrumentKind,
  OptionTerms,
  Payoff,
} from '../../engine/model/instrument.ts';

type DocumentAccount = {
  readonly id: string;
  readonly venue: string;
  readonly name?: string | undefined;
  readonly model: MarginModelId;
  readonly stated?: readonly DocumentFigure[] | undefined;
};

type DocumentFigure = {
  readonly name: StatedFigure['name'];
  readonly asset: string;
  readonly value: number;
};

type DocumentInstrument = {
  readonly id: string;
  readonly symbol: string;
  readonly market: string;
  readonly kind: InstrumentKind;
  readonly payoff: Payoff;
  readonly underlying: string;
  readonly quote: string;
  readonly settlement: string;
  readonly multiplier: number;
  readonly priceUnit?: Instrument['priceUnit'] | undefined;
  readonly expiry?: string | undefined;
  readonly option?:
    | {
        readonly right: OptionTerms['right'];
        readonly strike: number;
        readonly exercise?: OptionTerms['exercise'] | undefined;
      }
    | undefined;
};

type DocumentPosition = {
  readonly account: string;
  readonly instrument: string;
  readonly quantity: number;
  readonly entryPrice?: number | undefined;
  readonly leverage?: number | undefined;
};

type DocumentCollateral = {
  readonly account: string;
  readonly asset: string;
  readonly balance: number;
};

type DocumentMarket = {
  readonly spots: Readonly<Record<string, number>>;
  readonly marks?: Readonly<Record<string, number>> | undefined;
  readonly volatilities?: Readonly<Record<string, number>> | undefined;
  readonly forwards?:
    | readonly { readonly underlying: string; readonly expiry: string; readonly price: number }[]
    | undefined;
};

/** A whole portfolio with its market, as others can write it. */
export type PortfolioDocument = {
  readonly version: 1;
  /** ISO 8601 with its zone. */
  readonly asOf: string;
  readonly reporting: string;
  readonly accounts: readonly DocumentAccount[];
  readonly instruments: readonly DocumentInstrument[];
  readonly positions: readonly DocumentPosition[];
  readonly collateral: readonly DocumentCollateral[];
  readonly market: DocumentMarket;
};

const Text = z.string().min(1);
const Positive = z.number().positive();
const Moment = z.iso.datetime({ offset: true });
const ModelId = z.enum(marginModelIds);

const StatedShape: z.ZodType<DocumentFigure> = z.strictObject({
  name: z.enum(['equity', 'initialMargin', 'maintenanceMargin']),
  asset: Text,
  value: z.number(),
});

const AccountShape: z.ZodType<DocumentAccount> = z.strictObject({
  id: Text.describe('names the account in positions and collateral'),
  venue: Text.describe('its margin numbers are looked up under this name: DERIBIT, BINANCE'),
  name: Text.optional(),
  model: ModelId.describe('how it is margined; `--model` overrides it'),
  stated: z.array(StatedShape).optional().describe('figures that the venue itself states'),
});

const InstrumentShape: z.ZodType<DocumentInstrument> = z.strictObject({
  id: Text.describe('names the instrument in positions and marks'),
  symbol: Text.describe("the venue's own spelling: tier tables are looked up by it"),
  market: Text.describe('such as DERIBIT or BINANCE-USDM'),
  kind: z.enum(['spot', 'perpetual', 'future', 'option']),
  payoff: z.enum(['linear', 'inverse', 'quanto']),
  underlying: Text,
  quote: Text,
  settlement: Text,
  multiplier: Positive.describe(
    'per contract: base units (linear, options), quote units (inverse), settlement units per point (quanto)',
  ),
  priceUnit: z
    .enum(['quote', 'underlying'])
    .optional()
    .describe('`underlying` for inverse options, else `quote`, unless given'),
  expiry: Moment.optional().describe('absent for spot and perpetuals'),
  option: z
    .strictObject({
      right: z.enum(['call', 'put']),
      strike: Positive,
      exercise: z.enum(['european', 'american']).optional(),
    })
    .optional(),
});

const PositionShape: z.ZodType<DocumentPosition> = z.strictObject({
  account: Text,
  instrument: Text,
  quantity: z.number().describe('contracts, long positive'),
  entryPrice: Positive.optional().describe("average entry in the instrument's price unit"),
  leverage: Positive.optional(),
});

const CollateralShape: z.ZodType<DocumentCollateral> = z.strictObject({
  account: Text,
  asset: Text,
  balance: z.number().describe('before unrealised profit and loss; negative is borrowed'),
});

const MarketShape: z.ZodType<DocumentMarket> = z.strictObject({
  spots: z
    .record(Text, Positive)
    .describe('reporting currency per unit of each asset; cash too, such as USDT'),
  marks: z.record(Text, z.number().min(0)).optional().describe('by instrument, in its price unit'),
  volatilities: z
    .record(Text, Positive)
    .optional()
    .describe('by option, a fraction per √year; implied from the mark where absent'),
  forwards: z
    .array(z.strictObject({ underlying: Text, expiry: Moment, price: Positive }))
    .optional()
    .describe("in the quote currency; a future's own mark or spot where absent"),
});

/** Version 1 of the portfolio document; `docs/portfolio-document.md` describes it. */
export const portfolioDocument: z.ZodType<PortfolioDocument> = z.strictObject({
  version: z.literal(1),
  asOf: Moment,
  reporting: Text.describe('the currency that every figure is given in'),
  accounts: z.array(AccountShape).min(1),
  instruments: z.array(InstrumentShape),
  positions: z.array(PositionShape),
  collateral: z.array(CollateralShape),
  market: MarketShape,
});
