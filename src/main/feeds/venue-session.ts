import { Budget } from './connection/budget.ts';
import type { ConnectionHealth } from '../../engine/contract/feeds.ts';
import { Connection } from './connection/connection.ts';
import { Requests } from './connection/requests.ts';
import type { Surroundings } from './connection/surroundings.ts';
import type { FeedEvent, Frame } from './events.ts';
import type { FeedTap } from './recording/tap.ts';
import type { ConnectionPlan, Endpoints, VenueFeed, Wanted } from './venue-feed.ts';
import { VenueMarket } from './venue-market.ts';

export type SessionOptions = {
  readonly feed: VenueFeed;
  readonly endpoints: Endpoints;
  readonly around: Surroundings;
  /** Where what comes is recorded. */
  readonly tap?: FeedTap | undefined;
  /** After each frame that was taken. */
  readonly onFrame: (market: VenueMarket, frame: Frame, events: readonly FeedEvent[]) => void;
  /** After a connection's state changed. */
  readonly onState: () => void;
};

type Open = { readonly plan: ConnectionPlan; readonly connection: Connection };

/** One venue that is followed: its connections, and what they told. */
export class VenueSession {
  readonly market: VenueMarket;
  readonly #options: SessionOptions;
  #open: Open[] = [];
  /** Kept over changes of what is wanted: the venue counts all of it. */
  readonly #budgets = new Map<string, { connections: Budget; requests: Requests }>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.market = new VenueMarket(options.feed);
  }

  get connections(): readonly ConnectionHealth[] {
    return this.#open.map(({ connection }) => connection.health);
  }

  /** Follows what is wanted. A connection whose plan stays the same is left alone. */
  follow(wanted: Wanted): void {
    const { feed, endpoints } = this.#options;
    const plans = feed.connections(wanted, endpoints);
    const kept: Open[] = [];
    for (const one of this.#open) {
      if (plans.some((plan) => samePlan(plan, one.plan))) kept.push(one);
      else one.connection.stop();
    }
    for (const plan of plans) {
      if (!kept.some((one) => samePlan(plan, one.plan)))
        kept.push({ plan, connection: this.#start(plan) });
    }
    this.#open = kept;
  }

  stop(): void {
    for (const { connection } of this.#open) connection.stop();
    for (const { requests } of this.#budgets.values()) requests.close();
    this.#open = [];
  }

  #start(plan: ConnectionPlan): Connection {
    const { around, tap, onFrame, onState } = this.#options;
    const host = new URL(plan.url).host;
    let budgets = this.#budgets.get(host);
    if (budgets === undefined) {
      budgets = {
        connections: new Budget(plan.limits.connections),
        requests: new Requests(plan.limits.requests, around),
      };
      this.#budgets.set(host, budgets);
    }
    return new Connection({
      plan,
      market: this.market,
      ...budgets,
      around,
      onFrame: (frame, events) => onFrame(this.market, frame, events),
      tap,
      onState,
    });
  }
}

/** Whether two plans ask for the same: what they say, not who made them. */
const samePlan = (a: ConnectionPlan, b: ConnectionPlan): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
