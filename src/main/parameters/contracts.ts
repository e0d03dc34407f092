import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type {
  ContractFacts,
  ContractRule,
  ExpiryRule,
} from '../../engine/instruments/contract-facts.ts';
import {
  asset,
  market,
  venue,
  type Asset,
  type Market,
  type Venue,
} from '../../engine/values/ids.ts';
import { instant, type Instant } from '../../engine/values/units.ts';

const KINDS = ['spot', 'perpetual', 'future', 'option'] as const;
const PAYOFFS = ['linear', 'inverse', 'quanto'] as const;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const Expiry = z.strictObject({
  time: z.string().regex(/^\d{2}:\d{2}$/),
  zone: z.enum(['UTC', 'Europe/London', 'America/New_York', 'America/Chicago']),
  day: z.enum(['last-friday']).optional(),
});

const Rule = z.strictObject({
  market: z.string(),
  kinds: z.array(z.enum(KINDS)).min(1),
  bases: z.array(z.string()).optional(),
  quotes: z.array(z.string()).optional(),
  payoff: z.enum(PAYOFFS).optional(),
  from: Day,
  until: Day.optional(),
  multiplier: z.string().regex(/^\d+(\.\d+)?$/),
  set: z
    .strictObject({
      kind: z.enum(KINDS).optional(),
      payoff: z.enum(PAYOFFS).optional(),
      underlying: z.string().optional(),
      quote: z.string().optional(),
      settlement: z.string().optional(),
    })
    .optional(),
  expiry: Expiry.optional(),
  exercise: z.enum(['european', 'american']).optional(),
  source: z.string().min(10),
});

const VenueFile = z.strictObject({
  what: z.string(),
  expiry: Expiry.optional(),
  quotes: z.record(z.string(), z.array(z.string())).optional(),
  rules: z.array(Rule),
});

const AliasFile = z.strictObject({
  what: z.string(),
  aliases: z.array(
    z.strictObject({
      venue: z.string(),
      spelling: z.string(),
      asset: z.string(),
      source: z.string(),
    }),
  ),
});

const startOfDay = (day: string): Instant => instant(Date.parse(`${day}T00:00:00Z`));

function expiryRule(of: z.infer<typeof Expiry>): ExpiryRule {
  const [hours = '0', minutes = '0'] = of.time.split(':');
  const time = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { time, zone: of.zone, day: of.day ?? null };
}

function contractRule(of: z.infer<typeof Rule>, file: z.infer<typeof VenueFile>): ContractRule {
  const expiry = of.expiry ?? file.expiry;
  return {
    market: market(of.market),
    kinds: of.kinds,
    bases: of.bases ?? null,
    quotes: of.quotes ?? null,
    payoff: of.payoff ?? null,
    from: startOfDay(of.from),
    until: of.until === undefined ? null : startOfDay(of.until),
    multiplier: Number(of.multiplier),
    setKind: of.set?.kind ?? null,
    setPayoff: of.set?.payoff ?? null,
    setUnderlying: of.set?.underlying ?? null,
    setQuote: of.set?.quote ?? null,
    setSettlement: of.set?.settlement ?? null,
    expiry: expiry === undefined ? null : expiryRule(expiry),
    exercise: of.exercise ?? null,
    source: of.source,
  };
}

/**
 * Contract facts of all venues, from `resources/contracts`; nothing is listed yet.
 * @throws when a file there breaks its schema: the files are ours.
 */
export async function loadContractFacts(folder: string): Promise<ContractFacts> {
  const rules: ContractRule[] = [];
  const quotes = new Map<Market, readonly string[]>();
  const aliases = new Map<Venue, Map<string, Asset>>();
  for (const name of (await readdir(folder)).toSorted()) {
    if (!name.endsWith('.json')) continue;
    const content: unknown = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    if (name === 'aliases.json') {
      for (const alias of AliasFile.parse(content).aliases) {
        const at = venue(alias.venue);
        const known = aliases.get(at) ?? new Map<string, Asset>();
        aliases.set(at, known.set(alias.spelling, asset(alias.asset)));
      }
      continue;
    }
    const file = VenueFile.parse(content);
    rules.push(...file.rules.map((rule) => contractRule(rule, file)));
    for (const [of, codes] of Object.entries(file.quotes ?? {})) quotes.set(market(of), codes);
  }
  return { listed: new Map(), rules, quotes, aliases };
}
