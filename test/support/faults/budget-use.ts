import type { Allowance, ConnectionPlan } from '../../../src/main/feeds/venue-feed.ts';
import type { VirtualWorld } from '../virtual-world.ts';
import type { Dialect } from './dialect.ts';

type Spent = { readonly at: number; readonly weight: number };

/** The most weight within any span. */
function mostWithin(spent: readonly Spent[], per: number): number {
  let most = 0;
  let sum = 0;
  let from = 0;
  for (const one of spent) {
    sum += one.weight;
    while (spent[from]!.at <= one.at - per) sum -= spent[from++]!.weight;
    most = Math.max(most, sum);
  }
  return most;
}

const plansOf = ({ feed, wanted, endpoints }: Dialect): readonly ConnectionPlan[] =>
  feed.connections(wanted, endpoints('ws://127.0.0.1:1', 'http://127.0.0.1:1'));

/** What a request costs, by the plan that makes it. */
function weightOf(plans: readonly ConnectionPlan[], url: string): number {
  for (const { polls, books, snapshot } of plans) {
    const found = [...polls, ...books.map((book) => snapshot(book))].find(
      (one) => one?.url === url,
    );
    if (found !== null && found !== undefined) return found.weight;
  }
  throw new Error(`no plan asks for ${url}`);
}

/** In words, each of a venue's allowances that was exceeded. */
export function exceeded(world: VirtualWorld, dialect: Dialect): readonly string[] {
  const plans = plansOf(dialect);
  const { connections, requests } = plans[0]!.limits;
  const even = (times: readonly number[]): readonly Spent[] =>
    times.map((at) => ({ at, weight: 1 }));
  const beyond = (name: string, spent: readonly Spent[], { most, per }: Allowance) => {
    const used = mostWithin(spent, per);
    return used <= most ? [] : [`${name}: ${used} of ${most} in ${per} ms`];
  };
  return [
    ...beyond('attempts to connect', even(world.dials), connections),
    ...beyond(
      'requests',
      world.requests.map(({ url, at }) => ({ at, weight: weightOf(plans, url) })),
      requests,
    ),
    ...world.sockets.flatMap(({ sentTimes }, i) =>
      beyond(`messages over socket ${i}`, even(sentTimes), plans[0]!.limits.messages),
    ),
  ];
}
