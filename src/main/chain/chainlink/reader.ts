import { fail, ok, type Outcome } from '../../../engine/values/outcome.ts';
import type { Instant } from '../../../engine/values/units.ts';
import type { Chain } from '../chains.ts';
import type { ReadFeed } from '../read-feed.ts';
import type { Rpc } from '../rpc.ts';
import { feedCalls, roundCall, roundOf, statedOf, type Round } from './aggregator.ts';
import { BoundsReader } from './bounds.ts';
import { checkedRound } from './checked-round.ts';
import type { ChainlinkFeed, ChainlinkFeeds } from './feeds.ts';
import { sequencerUp } from './sequencer.ts';

const QUESTIONS = 3;

/** Reads Chainlink's feeds on one chain; remembers each feed's last round, so that none goes back unseen. */
export class ChainlinkReader {
  readonly #known: ChainlinkFeeds;
  readonly #chains: readonly Chain[];
  readonly #last = new Map<string, Round>();
  readonly #bounds = new BoundsReader();

  constructor(known: ChainlinkFeeds, chains: readonly Chain[]) {
    this.#known = known;
    this.#chains = chains;
  }

  /** The feeds of a chain that are known, of these assets; null: of all. */
  feeds(chainId: number, assets: readonly string[] | null): readonly ChainlinkFeed[] {
    return this.#known.feeds.filter(
      (one) => one.chainId === chainId && (assets === null || assets.includes(one.asset)),
    );
  }

  /**
   * Asks for the bounds of answers, then for the answers in one batch. Never throws for what the node says.
   *
   * @param now asked for after the answers came
   */
  async read(
    rpc: Rpc,
    feeds: readonly ChainlinkFeed[],
    now: () => Instant,
  ): Promise<readonly ReadFeed[]> {
    const { chainId } = rpc;
    const chain = this.#chains.find((one) => one.chainId === chainId);
    const source = `Chainlink on ${chain?.title ?? `chain ${chainId}`}`;
    const sequencer = this.#known.sequencers.find((one) => one.chainId === chainId);
    const bounds = await this.#bounds.read(
      rpc,
      feeds.map(({ address }) => address),
    );
    const answers = await rpc.ask([
      ...feeds.flatMap(({ address }) => feedCalls(address)),
      ...(sequencer === undefined ? [] : [roundCall(sequencer.address)]),
    ]);
    const at = now();
    const isUp =
      chain?.sequenced !== true
        ? ok(null)
        : sequencer === undefined
          ? fail('not-published', `${source}: no sequencer feed is known`)
          : up(answers[feeds.length * QUESTIONS], source, at);
    return feeds.map((feed, i) => {
      const name = `${source} ${feed.description}`;
      if (!isUp.ok) return { feed: name, reading: isUp };
      const own = answers.slice(i * QUESTIONS, (i + 1) * QUESTIONS);
      const stated = statedOf(own, name);
      if (!stated.ok) return { feed: name, reading: stated };
      const key = `${chainId} ${feed.address}`;
      const before = this.#last.get(key) ?? null;
      const reading = checkedRound(feed, source, stated.value, bounds[i] ?? null, before, at);
      if (reading.ok) this.#last.set(key, stated.value.round);
      return { feed: name, reading };
    });
  }
}

function up(answer: Outcome<unknown> | undefined, name: string, now: Instant): Outcome<null> {
  const round = roundOf(answer, `${name}: sequencer`);
  return round.ok ? sequencerUp(round.value, name, now) : round;
}
