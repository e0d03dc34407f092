import { parseArgs } from 'node:util';
import type { ChainReading } from '../../../engine/contract/chain.ts';
import type { Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import { endpointOf, type Endpoint } from '../../chain/endpoint.ts';
import { shownReading } from '../../chain/follower.ts';
import { hermesPlace, nodePlace, type Place } from '../../chain/place.ts';
import type { ReadFeed } from '../../chain/read-feed.ts';
import { shippedOracles } from '../../chain/shipped.ts';
import { network } from '../../feeds/connection/network.ts';
import { commandAsking } from '../chain-surroundings.ts';
import { keptText } from '../kept-text.ts';

const usage = `crossguard oracle --url URL... [--hermes URL] [--key @FILE] [--asset A...] [--json]

what oracles say now, with age, half-width and standing: of each node (--url, JSON-RPC) Chainlink's feeds and
Pyth's contract on its chain; of a Hermes server Pyth's prices
--hermes is Pyth's own server where neither is given; --key is what a server asks for
@FILE in the place of an address or key reads it from a file, so that it stands in no list of processes
--asset BTC, more than once; all that are known without it
No address or key is ever printed: a place is named by its host.`;

type Request = {
  readonly places: readonly Place[];
  readonly assets: readonly string[] | null;
  readonly json: boolean;
};

/** `oracle`: what oracles say, read once. */
export async function run(args: readonly string[]): Promise<number> {
  const request = requestOf(args);
  if (typeof request === 'string') {
    process.stderr.write(`crossguard: ${request}\n`);
    return 1;
  }
  const { places, assets, json } = request;
  const asking = commandAsking();
  const found = await Promise.all(places.map((place) => place.ask(assets, asking, network.now)));
  const readAt = network.now();
  const faults = found.flatMap((one) => (one.ok ? [] : [one.failure.message]));
  const feeds = found.flatMap((one) => (one.ok ? one.value.feeds : []));
  const readings = feeds.map((one) => shownReading({ ...one, readAt }, readAt));
  faults.push(...feeds.flatMap(({ reading }) => (reading.ok ? [] : [reading.failure.message])));
  process.stdout.write(json ? asJson(feeds, readings, faults) : lines(readings));
  for (const fault of faults) process.stderr.write(`crossguard: ${fault}\n`);
  if (readings.every(({ price }) => !price.ok)) return 1;
  return faults.length === 0 ? 0 : 2;
}

/** A text: what is wrong with the arguments; it repeats no address. */
function requestOf(args: readonly string[]): Request | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string', multiple: true },
        hermes: { type: 'string' },
        key: { type: 'string' },
        asset: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
      strict: true,
    }));
  } catch {
    // The parser's own words may repeat an address.
    return `these arguments are not known\nusage: ${usage}`;
  }
  const known = shippedOracles();
  const urls = values.url ?? [];
  const hermes = values.hermes ?? (urls.length === 0 ? known.pyth.hermes : null);
  const key = values.key === undefined ? null : keptText(values.key);
  if (key?.ok === false) return key.failure.message;
  const places: Place[] = [];
  for (const url of urls) {
    const endpoint = endpointIn(url, null);
    if (!endpoint.ok) return endpoint.failure.message;
    places.push(nodePlace(endpoint.value, null, known));
  }
  if (hermes !== null) {
    const endpoint = endpointIn(hermes, key?.value ?? null);
    if (!endpoint.ok) return endpoint.failure.message;
    places.push(hermesPlace(endpoint.value, known));
  }
  const assets = values.asset?.map((one) => one.trim().toUpperCase()) ?? null;
  return { places, assets, json: values.json ?? false };
}

function endpointIn(given: string, key: string | null): Outcome<Endpoint> {
  const text = keptText(given);
  return text.ok ? endpointOf(text.value, key) : text;
}

const isoTime = (at: Instant): string => new Date(at).toISOString();

function lines(readings: readonly ChainReading[]): string {
  return readings
    .flatMap(({ feed, price }) => {
      if (!price.ok) return [];
      const { text, confidence, quote, at, standing, reason } = price.value;
      const half = confidence === null ? '' : ` ± ${Number(confidence.toPrecision(4))}`;
      return [`${feed}: ${text}${half} ${quote}, ${isoTime(at)}, ${standing} (${reason})\n`];
    })
    .join('');
}

function asJson(
  feeds: readonly ReadFeed[],
  readings: readonly ChainReading[],
  faults: readonly string[],
): string {
  const all = readings.map(({ feed, readAt, price }, i) => {
    const reading = feeds[i]?.reading;
    return price.ok && reading?.ok === true
      ? {
          feed,
          readAt: isoTime(readAt),
          ...price.value,
          at: isoTime(price.value.at),
          detail: reading.value.detail,
        }
      : { feed, readAt: isoTime(readAt), fault: price.ok ? null : price.failure.message };
  });
  return `${JSON.stringify({ readings: all, faults }, null, 2)}\n`;
}
