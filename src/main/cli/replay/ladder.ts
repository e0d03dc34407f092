import type { Asset } from '../../../engine/values/ids.ts';
import { instant } from '../../../engine/values/units.ts';
import { replayedLadder, type ReplayedLadder } from '../../feeds/replay/ladder.ts';
import type { Replayed } from '../../feeds/replay/replayed.ts';
import { resourcesFolder } from '../../workstation/data-folder.ts';
import { finder, loadResources } from '../../workstation/desk.ts';
import { clockText } from './clock-text.ts';

/** The books of one asset that are whole at the end of a recording, printed as one. @returns the exit code */
export async function ladderAnswer(
  all: readonly Replayed[],
  of: Asset,
  { depth, json }: { readonly depth: number; readonly json: boolean },
): Promise<number> {
  const resources = await loadResources(resourcesFolder());
  const venues = all.map(({ market }) => market);
  const contracts = venues.flatMap((venue) => [...venue.contracts.values()]);
  const at = all[0]?.to ?? instant(0);
  const find = finder(contracts, resources, at);
  const found = replayedLadder(
    venues,
    of,
    (symbol, market) => {
      const one = find(symbol, market, at);
      return one.ok ? one.value : null;
    },
    new Map(resources.pegged.map((one) => [one, 1])),
  );
  const { bids, asks, sources, leftOut } = found.ladder;
  const short = { ...found.ladder, bids: bids.slice(0, depth), asks: asks.slice(0, depth) };
  process.stdout.write(
    json ? `${JSON.stringify({ ...found, ladder: short })}\n` : ladderInWords(found),
  );
  if (sources.length === 0) {
    process.stderr.write(`crossguard: no book of ${of} is whole at the end\n`);
    return 1;
  }
  return leftOut.length === 0 ? 0 : 2;
}

function ladderInWords({
  ladder: { underlying, sources, leftOut },
  top,
  depth,
}: ReplayedLadder): string {
  const lines = [
    ...sources.map(
      ({ instrument, at, bestBid, bestAsk }) =>
        `${instrument}: ${bestBid?.price ?? 'nobody bids'} bid, ${bestAsk?.price ?? 'nobody asks'} asked at ${clockText(at)}`,
    ),
    top.ok
      ? `${underlying}: ${top.value.bid.price} bid, ${top.value.ask.price} asked, mid ${top.value.mid}`
      : `${underlying}: ${top.failure.message}`,
    ...depth.map(
      ({ basisPoints, bids, asks }) =>
        `within ${basisPoints} bp of the mid: ${bids.quantity} bid, ${asks.quantity} asked`,
    ),
    ...leftOut.map(({ message }) => `left out: ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}
