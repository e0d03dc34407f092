import { instant } from '../../../src/engine/values/units.ts';
import { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import type { Dialect } from './dialect.ts';
import type { GeneratedSession } from './generated.ts';
import type { HeldBook, Of, Said } from './said.ts';
import { nameOf, Truth } from './truth.ts';

/** What a session leaves where nothing goes wrong: its messages straight into the adapter, no socket between. */
export function cleanReplay(
  dialect: Dialect,
  { begins, said }: GeneratedSession,
  more: readonly Said[] = [],
): VenueMarket {
  const market = new VenueMarket(dialect.feed);
  const truth = new Truth(dialect.depth);
  for (const book of begins) truth.take(book);
  const held = (of: Of): HeldBook => truth.held(nameOf(of));
  const took = new Map<string, string>();
  const numbers = new Map<string, number>();
  const [socket, rest] = ['ws://127.0.0.1:1', 'http://127.0.0.1:1'];
  const take = (endpoint: string, text: string, at: number): void => {
    const number = numbers.get(endpoint) ?? 0;
    numbers.set(endpoint, number + 1);
    const stamped = dialect.stamped?.(text, number) ?? text;
    market.take({ endpoint, text: stamped, receivedAt: instant(at) });
  };
  const start = begins[0]?.at ?? 0;
  const plans = dialect.feed.connections(dialect.wanted, dialect.endpoints(socket, rest));
  for (const plan of plans) {
    for (const text of plan.opening) {
      for (const channel of dialect.heard(text).subscribed) {
        took.set(channel, plan.url);
        const whole = dialect.whole(channel, held);
        if (whole !== null) take(plan.url, whole, start);
      }
    }
    for (const book of plan.books) {
      const asked = plan.snapshot(book);
      if (asked === null) continue;
      const text = dialect.requested(asked.url, held);
      market.take({ endpoint: asked.url, text, receivedAt: instant(start) });
    }
  }
  for (const one of [...said, ...more]) {
    truth.take(one);
    take(took.get(dialect.channelOf(one)) ?? socket, dialect.textOf(one, held), one.at);
  }
  return market;
}
