import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { creditValue } from '../../../engine/measures/credit/credit-value.ts';
import {
  callPeriodExposure,
  normalExposure,
  type Exposure,
} from '../../../engine/measures/credit/exposure.ts';
import {
  standardisedExposure,
  type ExposureRule,
} from '../../../engine/measures/credit/standardised-exposure.ts';
import { ok } from '../../../engine/values/outcome.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { measureKind, type Answer, type MeasureKind } from './kind.ts';

const confidences = z.array(z.number().gt(0).lt(1)).min(1).default([0.95, 0.975, 0.99]);
const times = z.array(z.number().gt(0)).min(1);

const exposureFigures = (at: Exposure, levels: readonly number[]): Answer => ({
  time: at.time,
  expected: at.expected,
  expectedNegative: at.expectedNegative,
  effective: at.effective,
  ...Object.fromEntries(levels.map((q, i) => [`potential ${q}`, at.potential[i]!])),
});

/** Exposure over time of a netting set with normal value. */
export const exposure: MeasureKind = measureKind(
  z.object({
    value: z.number(),
    drift: z.number().default(0),
    volatility: z.number().min(0),
    times,
    confidences,
  }),
  ({ times: at, confidences: levels, ...process }) =>
    ok({
      exposures: normalExposure(process, at, levels).map((one) => exposureFigures(one, levels)),
    }),
);

/** Exposure of a collateralised set while a call goes unanswered. */
export const callPeriod: MeasureKind = measureKind(
  z.object({ volatility: z.number().min(0), days: z.number().gt(0), confidences }),
  ({ volatility, days, confidences: levels }) =>
    ok({ days, ...exposureFigures(callPeriodExposure(volatility, days / 365, levels), levels) }),
);

const ruleDocument = z.object({
  source: z.string(),
  alpha: z.number().gt(0),
  floor: z.number().min(0).lt(1),
});

const loadRule = (): ExposureRule & { readonly source: string } =>
  ruleDocument.parse(
    JSON.parse(
      readFileSync(join(resourcesFolder(), 'regulation', 'counterparty-exposure.json'), 'utf8'),
    ),
  );

/** Regulatory exposure at default of an unmargined set. */
export const regulatoryExposure: MeasureKind = measureKind(
  z.object({ value: z.number(), collateral: z.number(), addOn: z.number().gt(0) }),
  (request) => {
    const { source, ...rule } = loadRule();
    return ok({ ...standardisedExposure(request, rule), source });
  },
);

/** Credit value adjustment, and how much of a credit line is used. */
export const creditAdjustment: MeasureKind = measureKind(
  z
    .object({
      times,
      exposures: z.array(z.number().min(0)).min(1),
      hazard: z.number().min(0),
      rate: z.number(),
      lossGivenDefault: z.number().min(0).max(1).default(0.6),
      creditLine: z.number().gt(0).optional(),
    })
    .refine((request) => request.times.length === request.exposures.length, {
      message: 'there must be an exposure for every time',
    })
    .refine((request) => request.times.every((t, i) => i === 0 || t > request.times[i - 1]!), {
      message: 'times must rise',
    }),
  ({ creditLine, ...request }) => {
    const found = creditValue(request);
    return ok({
      ...found,
      ...(creditLine !== undefined && { utilisation: found.peakExposure / creditLine }),
    });
  },
);
