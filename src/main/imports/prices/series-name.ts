import { z } from 'zod';
import { asset, type Asset } from '../../../engine/values/ids.ts';
import { resourceFile } from '../resource-file.ts';
import { shareAsset } from '../share-asset.ts';

/** What a price history is of. */
export type Series = {
  /** The file's own name for it. */
  readonly name: string;
  readonly asset: Asset;
  readonly quote: Asset;
  /** Days on which it is priced. */
  readonly calendar: 'weekdays' | 'always' | 'unknown';
  readonly volatilityIndex: boolean;
  /** False where the asset is only the series' own name and the quote is taken to be US dollars. */
  readonly known: boolean;
};

const Entry = z.object({
  asset: z.string(),
  quote: z.string(),
  calendar: z.enum(['weekdays', 'always']),
  volatilityIndex: z.boolean().default(false),
});

const Document = z.object({
  quotes: z.array(z.string()),
  providers: z.array(z.string()),
  words: z.array(z.string()),
  coins: z.array(z.string()),
  series: z.record(z.string(), Entry),
});

type Names = {
  readonly byName: ReadonlyMap<string, z.infer<typeof Entry>>;
  readonly pair: RegExp;
  readonly silent: ReadonlySet<string>;
  readonly coins: ReadonlySet<string>;
};

let names: Names | null = null;

function loaded(): Names {
  if (names !== null) return names;
  const { quotes, providers, words, coins, series } = Document.parse(
    resourceFile('prices', 'aliases.json'),
  );
  names = {
    byName: new Map(Object.entries(series).map(([name, entry]) => [name.toUpperCase(), entry])),
    // Longer quotes first: BTCUSDT is BTC in USDT.
    pair: new RegExp(
      `^([A-Z0-9]{2,12})[-/_]?(${quotes.toSorted((a, b) => b.length - a.length).join('|')})$`,
    ),
    silent: new Set([...providers, ...words]),
    coins: new Set(coins),
  };
  return names;
}

function known(name: string): Series | null {
  const { byName, pair, coins } = loaded();
  const code = name.trim().toUpperCase();
  const entry = byName.get(code);
  if (entry !== undefined) {
    return { ...entry, name, asset: asset(entry.asset), quote: asset(entry.quote), known: true };
  }
  const [, base, quote] = pair.exec(code) ?? [];
  if (base === undefined || quote === undefined || base === quote) return null;
  const calendar = coins.has(base) ? 'always' : 'unknown';
  const of = { asset: asset(base), quote: asset(quote) };
  return { ...of, name, calendar, volatilityIndex: false, known: true };
}

/** A coin by its bare code, else a share by its ticker: exchange rates and indices have longer names. */
function unknown(name: string): Series {
  const coin = loaded().coins.has(asset(name));
  return {
    name,
    asset: coin ? asset(name) : shareAsset(name),
    quote: asset('USD'),
    calendar: coin ? 'always' : 'unknown',
    volatilityIndex: false,
    known: false,
  };
}

/** The series that a content or a user names. */
export const seriesNamed = (name: string): Series => known(name) ?? unknown(name.trim());

/**
 * The series that a file's name tells, where its content does not: what is left of the name without the
 * provider, the interval and the years.
 */
export function seriesOfFile(file: string): Series {
  const stem = file.replace(/(?:\.(?:csv|txt|gz))+$/i, '').trim();
  const { silent } = loaded();
  const telling = stem.split(/[_\s]+/).filter((part) => {
    const word = part.toLowerCase();
    return word !== '' && !silent.has(word) && !/^\d{4,8}$/.test(word);
  });
  const whole = telling.join('_');
  // Binance's archive: BTCUSDT-1h-2024-01.
  const archived = stem.replace(/-\d{1,2}[mhdw](?:-\d{4}(?:-\d{2}){0,2})?$/, '');
  for (const candidate of [stem, archived, whole, ...telling]) {
    const found = known(candidate);
    if (found !== null) return found;
  }
  return unknown(whole === '' ? stem : whole);
}
