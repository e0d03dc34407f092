import type { Answer } from '../../../src/main/feeds/connection/surroundings.ts';
import type { VenueMarket } from '../../../src/main/feeds/venue-market.ts';
import { VenueSession } from '../../../src/main/feeds/venue-session.ts';
import { VirtualWorld } from '../virtual-world.ts';
import { liveWithoutConnection, wrongNow } from './checker.ts';
import type { Dialect } from './dialect.ts';
import {
  generatedSession,
  SESSION_START,
  SESSION_STEP,
  type GeneratedSession,
} from './generated.ts';
import { PlayedVenue, type Trouble } from './played-venue.ts';
import { seeded } from './random.ts';
import { furtherSaid, isLive } from './recovery.ts';
import type { Said } from './said.ts';

/** A session between a venue that is played and the real `VenueSession`, in simulated time. */
export type VirtualRun = {
  readonly world: VirtualWorld;
  readonly venue: PlayedVenue;
  readonly session: VenueSession;
  readonly market: VenueMarket;
  /** Everything that was ever shown and wrong. */
  readonly wrong: string[];
  /** Milliseconds that the venue's clock is beyond the time that passed here. */
  ahead: number;
  /** What was said after the session's own messages. */
  readonly more: Said[];
};

/**
 * A venue and a client that follows it; nothing is said yet.
 *
 * @param prepare the world before the client comes into it
 */
export function virtualRun(
  dialect: Dialect,
  played: GeneratedSession,
  trouble: Trouble,
  seed = 1,
  prepare: (world: VirtualWorld) => void = () => undefined,
): VirtualRun {
  const world = new VirtualWorld();
  world.random = seeded(seed);
  const venue = new PlayedVenue(dialect, played);
  venue.trouble = trouble;
  const heard = new Map<object, (text: string) => void>();
  world.onDial = (side) => {
    side.open();
    const { text } = venue.connect({
      send: side.text,
      // The adapter's socket ends at the first of them: `network.ts`.
      binary: () => side.end('a binary message'),
      torn: () => side.end('closed with 1006'),
      isClosed: side.isClosed,
      end: (code) => side.end(`closed with ${code ?? 1006}`),
    });
    heard.set(side, text);
    for (const sent of side.sent) text(sent);
  };
  world.onSent = (side, text) => heard.get(side)?.(text);
  world.answer = (url) => {
    if (venue.silent) return null;
    const answer: Answer = { status: 200, text: venue.request(url), retryAfter: null };
    const { wholeLate } = venue.trouble;
    return wholeLate === 0
      ? answer
      : new Promise((done) => {
          world.around.after(wholeLate * SESSION_STEP, () => done(answer));
        });
  };
  prepare(world);
  const wrong: string[] = [];
  const session = new VenueSession({
    feed: dialect.feed,
    endpoints: dialect.endpoints('ws://127.0.0.1:1', 'http://127.0.0.1:1'),
    around: world.around,
    onFrame: (market) => wrong.push(...wrongNow(market, venue.truth, dialect)),
    onState: () => wrong.push(...liveWithoutConnection(session)),
  });
  session.follow(dialect.wanted);
  if (dialect.beats !== null) beat(world, venue, dialect.beats);
  return { world, venue, session, market: session.market, wrong, ahead: 0, more: [] };
}

function beat(world: VirtualWorld, venue: PlayedVenue, beats: NonNullable<Dialect['beats']>): void {
  world.around.after(beats.every, () => {
    if (!venue.silent) venue.shout(beats.text);
    beat(world, venue, beats);
  });
}

/** Says the whole session, a message each tenth of a second. */
export async function playAll({ venue, world }: VirtualRun): Promise<void> {
  while (venue.left > 0) {
    venue.step();
    await world.pass(SESSION_STEP);
  }
}

const areLive = ({ venue, market }: VirtualRun): boolean =>
  venue.isFollowed && isLive(market, venue.truth);

/**
 * Ends the trouble and lets the venue go on, until every book is live again and has heard of the
 * venue's end: a last message that was lost is only told by the one after it.
 *
 * @returns whether that came within so many simulated minutes
 */
export async function recover(run: VirtualRun, minutes = 10): Promise<boolean> {
  const { venue, world } = run;
  await playAll(run);
  venue.trouble = { plan: new Map(), wholeLate: 0, wholeOld: 0 };
  venue.flush();
  const rounds = minutes * 6;
  for (let i = 0; i < rounds; i++) {
    const before = areLive(run);
    sayMore(run);
    await playAll(run);
    if (before && areLive(run)) return true;
    await world.pass(10_000);
  }
  return areLive(run);
}

function sayMore({ venue, more, world, ahead }: VirtualRun): void {
  const clock = SESSION_START + world.elapsed + ahead;
  const said = furtherSaid(venue.truth, venue.dialect, more, clock);
  more.push(...said);
  venue.extend(said);
}

/** A short session of a venue, with its books and marks. */
export const shortSession = (dialect: Dialect, length: number, seed: number): GeneratedSession =>
  generatedSession(dialect.books, dialect.numbering, length, seed, dialect.depth);
