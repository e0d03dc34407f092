import { z } from 'zod';
import { annualFunding } from '../../../engine/pricing/funding-rate.ts';
import {
  boundedFunding,
  dampedFunding,
  premiumFunding,
} from '../../../engine/pricing/venue-funding.ts';
import {
  binanceDeliveryMark,
  binanceOptionVolatility,
  binancePerpetualMark,
  deriveMark,
  settlementPrice,
} from '../../../engine/pricing/venue-mark.ts';
import { ok, type Outcome } from '../../../engine/values/outcome.ts';
import { series } from './fields.ts';
import { measureKind, type MeasureKind } from './kind.ts';

const samples = z.array(z.object({ bid: z.number(), ask: z.number(), index: z.number() })).min(1);

const markRequest = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('binance-perpetual'),
    index: z.number(),
    lastFunding: z.number().describe('fraction per 8 hours'),
    hoursToFunding: z.number(),
    samples,
    contractPrice: z.number(),
  }),
  z.object({ rule: z.literal('binance-delivery'), index: z.number(), samples }),
  z.object({
    rule: z.literal('derive-perpetual'),
    spot: z.number(),
    samples,
    cap: z.number().describe('of the basis, fraction of spot'),
  }),
  z.object({
    rule: z.literal('binance-option-volatility'),
    bid: z.number(),
    ask: z.number(),
    band: z.object({ least: z.number(), most: z.number() }),
  }),
  z.object({ rule: z.literal('settlement'), index: series }),
]);

function markOf(request: z.output<typeof markRequest>): Outcome<number> {
  switch (request.rule) {
    case 'binance-perpetual':
      return binancePerpetualMark(request);
    case 'binance-delivery':
      return binanceDeliveryMark(request.index, request.samples);
    case 'derive-perpetual':
      return deriveMark(request.spot, request.samples, request.cap);
    case 'binance-option-volatility':
      return binanceOptionVolatility(request.bid, request.ask, request.band);
    case 'settlement':
      return settlementPrice(request.index);
  }
}

/** What a venue would mark a contract at, by its published rule; an option's mark is a volatility. */
export const venueMark: MeasureKind = measureKind(markRequest, (request) => {
  const found = markOf(request);
  return found.ok ? ok({ rule: request.rule, mark: found.value }) : found;
});

const bounds = z.object({
  least: z.number().describe('fraction per 8 hours'),
  most: z.number().describe('fraction per 8 hours'),
});

const fundingRequest = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('premium').describe('Binance, Hyperliquid'),
    premium: z.number(),
    interest: z.number().describe('fraction per 8 hours'),
    band: z.number(),
    intervalHours: z.number(),
  }),
  z.object({
    rule: z.literal('damped').describe('Deribit'),
    mark: z.number(),
    index: z.number(),
    damper: z.number(),
    bounds,
  }),
  z.object({
    rule: z.literal('bounded').describe('OKX'),
    premiums: series,
    interest: z.number(),
    bounds,
  }),
]);

type Payment = { readonly rate: Outcome<number>; readonly hours: number };

function paymentOf(request: z.output<typeof fundingRequest>): Payment {
  switch (request.rule) {
    case 'premium':
      return { rate: premiumFunding(request), hours: request.intervalHours };
    case 'damped': {
      const { mark, index, damper } = request;
      return { rate: dampedFunding(mark, index, damper, request.bounds), hours: 8 };
    }
    case 'bounded':
      return { rate: boundedFunding(request.premiums, request.interest, request.bounds), hours: 8 };
  }
}

/** One funding payment by a venue's published rule, and its yearly pace; positive: longs pay. */
export const venueFunding: MeasureKind = measureKind(fundingRequest, (request) => {
  const { rate, hours } = paymentOf(request);
  if (!rate.ok) return rate;
  const annual = annualFunding(rate.value, hours);
  return ok({ rule: request.rule, rate: rate.value, intervalHours: hours, annual: { ...annual } });
});
