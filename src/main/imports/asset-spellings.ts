import { z } from 'zod';
import { asset, venue, type Asset, type Venue } from '../../engine/values/ids.ts';
import { resourceFile } from './resource-file.ts';

const Aliases = z.object({
  aliases: z.array(z.object({ venue: z.string(), spelling: z.string(), asset: z.string() })),
});

let known: ReadonlyMap<string, Asset> | null = null;

function spellings(): ReadonlyMap<string, Asset> {
  known ??= new Map(
    Aliases.parse(resourceFile('contracts', 'aliases.json')).aliases.map((alias) => [
      `${venue(alias.venue)}|${alias.spelling}`,
      asset(alias.asset),
    ]),
  );
  return known;
}

/** An asset as we call it, whatever the venue's file calls it: `xbt` at Kraken is `BTC`. */
export function assetSpelled(text: string, at: Venue): Asset {
  const code = asset(text);
  return spellings().get(`${at}|${code}`) ?? code;
}
