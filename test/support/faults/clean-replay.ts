import { instant } from '../../../src/engine/values/units.ts';
import { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import type { Dialect } from './dialect.ts';
import type { GeneratedSession } from './generated.ts';
import type { HeldBook, Of, Said } from './said.ts';
import { nameOf, Truth } from './truth.ts';

/** What a session leaves where nothing goes wrong: its messages straight into the adapter, no socket between. */
export function cleanReplay(
  dialect: Dialect,
  session: GeneratedSession,
  more: readonly Said[] = [],
): VenueMarket {
  const market = new VenueMarket(dialect.feed);
  const truth = new Truth(dialect.depth);
  for (const book of session.begins) truth.take(book);
  const held = (of: Of): HeldBook => truth.held(nameOf(of));
  const [socket, rest] = ['ws://127.0.0.1:1', 'http://127.0.0.1:1'];
  const take = (endpoint: string, text: string, at: number): void => {
    market.take({ endpoint, text, receivedAt: instant(at) });
  };
  const plans = dialect.feed.connections(dialect.wanted, dialect.endpoints(socket, rest));
  for (const plan of plans) {
    for (const text of plan.opening) {
      for (const channel of dialect.heard(text).subscribed) {
        const whole = dialect.whole(channel, held);
        if (whole !== null) take(plan.url, whole, session.begins[0]!.at);
      }
    }
    for (const book of plan.books) {
      const asked = plan.snapshot(book);
      if (asked !== null)
        take(asked.url, dialect.requested(asked.url, held), session.begins[0]!.at);
    }
  }
  for (const said of [...session.said, ...more]) take(socket, dialect.told(said).text, said.at);
  return market;
}
