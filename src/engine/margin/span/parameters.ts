import type { Failure } from '../../values/outcome.ts';

/** Whose account it is: maintenance and initial factors differ by it. */
export type SpanAccountType = 'member' | 'hedger' | 'speculator';

/** A factor for each type of account, positive. */
export type SpanFactors = Readonly<Record<SpanAccountType, number>>;

/** Contract periods from first to last, both in: `202506` or `20250630`. */
export type SpanTier = { readonly tier: number; readonly from: string; readonly to: string };

/** What one long contract gains and loses. Money is in the currency of its combined commodity. */
export type SpanContract = {
  /** Code of the combined commodity. */
  readonly commodity: string;
  readonly product: string;
  readonly kind: 'future' | 'physical' | 'call' | 'put';
  /** Own period: `202503`, or with the day, `20250331`. */
  readonly month: string;
  /** Period in which its delta counts: of the future that an option delivers. */
  readonly deltaMonth: string;
  readonly strike: number | null;
  /** Loss of one long contract, [scenario], sixteen of them: loss positive, gain negative. */
  readonly losses: readonly number[];
  /** Weighted average of its deltas over the scan, per contract; a put's is negative. */
  readonly compositeDelta: number;
  /** Deltas of the combined commodity per delta of this contract, positive. */
  readonly deltaScaling: number;
  /** Price scan range of one contract; null where the parameters do not say. */
  readonly priceScan: number | null;
  /** Premium of one contract; null for what is no option, and where it is not known. */
  readonly premium: number | null;
  /** False for an option that is margined like a future: its value is settled daily. */
  readonly premiumPaid: boolean;
  /** Price of the contract, or of what the option delivers, × contract value factor; null where not known. */
  readonly notional: number | null;
};

export type SpanPosition = {
  readonly contract: SpanContract;
  /** Contracts, long positive. */
  readonly quantity: number;
};

/** One leg of a calendar spread: a tier, or one contract period. */
export type CalendarLeg = {
  readonly at: { readonly tier: number } | { readonly month: string };
  /** Deltas per spread, positive. */
  readonly ratio: number;
  /** Legs of side A are held against legs of side B. */
  readonly side: 'A' | 'B';
};

export type CalendarSpread = {
  readonly name: string;
  /** Money per spread. */
  readonly charge: number;
  readonly legs: readonly CalendarLeg[];
};

/** A contract period in delivery. */
export type DeliveryMonth = {
  readonly month: string;
  /** Money per delta that spreads have used. */
  readonly spreadRate: number;
  /** Money per delta that is left. */
  readonly outrightRate: number;
};

export type SpanCommodity = {
  readonly code: string;
  /** Which file of which day its numbers are of. */
  readonly source: string;
  readonly currency: string;
  readonly spreadTiers: readonly SpanTier[];
  /** Tiers that legs of inter-commodity spreads name. */
  readonly interTiers: readonly SpanTier[];
  /** In the order in which they are formed. */
  readonly calendarSpreads: readonly CalendarSpread[];
  readonly deliveryMonths: readonly DeliveryMonth[];
  /** Money per short option, and whether calls and puts are added or the larger side counts. */
  readonly shortOptions: { readonly rate: number; readonly counted: 'both sides' | 'larger side' };
  /** How much of the scan risk a delta carries into credits. */
  readonly priceRisk: 'normal' | 'capped at the scan range' | 'scan range';
  /** Whether option value beyond the commodity's own risk is of no use to other commodities. */
  readonly optionValueCapped: boolean;
  /** Maintenance risk is multiplied by this. */
  readonly adjustment: SpanFactors;
  /** Initial ÷ maintenance risk. */
  readonly initialRatio: SpanFactors;
  /** Rules of the commodity that could not be read or are not published: its figures lack them. */
  readonly unread: readonly Failure[];
};

export type InterLeg = {
  readonly commodity: string;
  /** An inter-commodity tier; null for all periods. */
  readonly tier: number | null;
  readonly ratio: number;
  readonly side: 'A' | 'B';
  /** Share of the weighted price risk that is credited, from 0 to 1. */
  readonly creditRate: number;
};

export type InterSpread = {
  readonly name: string;
  readonly legs: readonly InterLeg[];
  /** Formed before calendar spreads rather than after. */
  readonly beforeCalendar: boolean;
  /** Why no credit is given where the spread could be formed; null where its rule is known. */
  readonly unsupported: string | null;
};

/** The numbers of one file or document, of the commodities and contracts that were asked for. */
export type SpanParameters = {
  readonly commodities: readonly SpanCommodity[];
  /** In the order in which they are formed. */
  readonly interSpreads: readonly InterSpread[];
  readonly contracts: readonly SpanContract[];
  /** Units of `to` per unit of `from`. */
  readonly currencyRates: readonly {
    readonly from: string;
    readonly to: string;
    readonly rate: number;
  }[];
};
