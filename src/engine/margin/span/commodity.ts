import type { MarginNode } from '../../contract/margin-node.ts';
import { max, sum } from '../tree.ts';
import { calendarCharge } from './calendar.ts';
import { deltaLedger } from './deltas.ts';
import { deliveryCharge } from './delivery.ts';
import { creditSpreads, type SpreadingCommodity } from './inter.ts';
import { optionValueNeed } from './option-value.ts';
import type { InterSpread, SpanCommodity, SpanPosition } from './parameters.ts';
import { weightedPriceRisk } from './price-risk.ts';
import { spanScan, type SpanScan } from './scan.ts';
import { shortOptionMinimum } from './short-options.ts';
import type { Failure } from '../../values/outcome.ts';

/** A combined commodity and what is held of it, a line for each contract. */
export type HeldCommodity = {
  readonly commodity: SpanCommodity;
  readonly positions: readonly SpanPosition[];
};

/** The charges of one combined commodity in its own currency. */
export type CommodityRisk = HeldCommodity & {
  readonly scan: SpanScan;
  readonly calendar: MarginNode;
  readonly delivery: MarginNode;
  /** Negative. */
  readonly credit: MarginNode;
  readonly minimum: MarginNode;
  /** Larger of the charges less credits and of the minimum. */
  readonly risk: MarginNode;
  /** Option value as a need: net long value is negative. */
  readonly optionValue: MarginNode;
};

type Scanned = SpreadingCommodity & HeldCommodity & { readonly scan: SpanScan };

function scanned({ commodity, positions }: HeldCommodity): Scanned {
  const scan = spanScan(commodity, positions);
  const deltas = deltaLedger(positions);
  const netDelta = deltas.net(() => true);
  const flat = deltas.onSide(() => true, 1) === 0 && deltas.onSide(() => true, -1) === 0;
  const priceRisk = flat ? null : weightedPriceRisk(commodity, positions, scan, netDelta);
  return { commodity, positions, scan, deltas, priceRisk, credits: [] };
}

/**
 * Risk of each combined commodity: scan + calendar + delivery − inter-commodity credits, at least the
 * short option minimum. Spreads that come before the calendar are formed first.
 *
 * @returns the risks, and spreads between the commodities that could not be credited
 */
export function commodityRisks(
  held: readonly HeldCommodity[],
  interSpreads: readonly InterSpread[],
): { readonly risks: readonly CommodityRisk[]; readonly lacking: readonly Failure[] } {
  const all = held.map(scanned);
  const byCode = new Map(all.map((of) => [of.commodity.code, of]));
  const first = creditSpreads(
    interSpreads.filter(({ beforeCalendar }) => beforeCalendar),
    byCode,
  );
  const charged = all.map((of) => {
    const calendar = calendarCharge(of.commodity, of.deltas);
    return { of, calendar, delivery: deliveryCharge(of.commodity, of.deltas) };
  });
  const second = creditSpreads(
    interSpreads.filter(({ beforeCalendar }) => !beforeCalendar),
    byCode,
  );
  const risks = charged.map(({ of, calendar, delivery }) => commodityRisk(of, calendar, delivery));
  return { risks, lacking: [...first, ...second] };
}

function commodityRisk(of: Scanned, calendar: MarginNode, delivery: MarginNode): CommodityRisk {
  const { commodity, positions, scan, credits } = of;
  const { currency, code } = commodity;
  const credit = sum('Inter-commodity credit', currency, credits);
  const minimum = shortOptionMinimum(commodity, positions);
  const charges = sum('Scan and spreads', currency, [scan.risk, calendar, delivery, credit]);
  const risk = max(`Risk of ${code}`, currency, [charges, minimum], { lacking: commodity.unread });
  const optionValue = optionValueNeed(commodity, positions);
  return { commodity, positions, scan, calendar, delivery, credit, minimum, risk, optionValue };
}
