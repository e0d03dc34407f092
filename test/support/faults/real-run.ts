import { instant } from '../../../src/engine/values/units.ts';
import { network } from '../../../src/main/feeds/connection/network.ts';
import type { Surroundings } from '../../../src/main/feeds/connection/surroundings.ts';
import { VenueSession } from '../../../src/main/feeds/venue-session.ts';
import { faultVenue, type FaultVenue } from '../fault-venue.ts';
import { differences, liveWithoutConnection, wrongNow } from './checker.ts';
import type { Dialect } from './dialect.ts';
import { SESSION_START, type GeneratedSession } from './generated.ts';
import { noTrouble, PlayedVenue, type Trouble } from './played-venue.ts';
import { furtherSaid, isLive } from './recovery.ts';
import type { Said } from './said.ts';
import { tcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** How many times faster than the wall's clock the client lives. */
const FASTER = 40;

/** The real network with clocks that run faster: what takes the client a minute takes a test a second and a half. */
function fastNetwork(random: () => number): Surroundings {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) * FASTER;
  return {
    ...network,
    random,
    elapsed,
    now: () => instant(Math.floor(SESSION_START + elapsed())),
    after: (milliseconds, call) => network.after(milliseconds / FASTER, call),
  };
}

/** A session over real sockets of this computer, by a proxy where wanted. */
export type RealRun = {
  readonly played: PlayedVenue;
  readonly venue: FaultVenue;
  readonly proxy: TcpProxy | null;
  readonly session: VenueSession;
  readonly wrong: string[];
  readonly more: Said[];
  /** The client's clock, and the venue's. */
  readonly now: () => number;
  readonly close: () => Promise<void>;
};

export const breath = (): Promise<void> => new Promise((done) => setImmediate(done));

export async function realRun(
  dialect: Dialect,
  session: GeneratedSession,
  trouble: Trouble,
  options: { readonly proxied?: boolean; readonly seed?: number } = {},
): Promise<RealRun> {
  const played = new PlayedVenue(dialect, session);
  played.trouble = trouble;
  const venue = await faultVenue(played);
  const proxy = options.proxied === true ? await tcpProxy(venue.port, options.seed ?? 1) : null;
  const port = proxy?.port ?? venue.port;
  const wrong: string[] = [];
  const around = fastNetwork(() => 0.1);
  const client = new VenueSession({
    feed: dialect.feed,
    endpoints: dialect.endpoints(`ws://127.0.0.1:${port}`, `http://127.0.0.1:${port}`),
    around,
    onFrame: (market) => wrong.push(...wrongNow(market, played.truth, dialect)),
    onState: () => wrong.push(...liveWithoutConnection(client)),
  });
  client.follow(dialect.wanted);
  const beats = dialect.beats;
  const beating =
    beats === null
      ? undefined
      : setInterval(() => {
          if (!played.silent) played.shout(beats.text);
        }, beats.every / FASTER);
  return {
    played,
    venue,
    proxy,
    session: client,
    wrong,
    more: [],
    now: around.now,
    close: async () => {
      clearInterval(beating);
      client.stop();
      await proxy?.close();
      await venue.close();
    },
  };
}

/** Waits in real time. @returns whether it came to hold in so many milliseconds */
export async function holds(is: () => boolean, within: number): Promise<boolean> {
  const until = performance.now() + within;
  while (performance.now() < until) {
    if (is()) return true;
    await new Promise((done) => setTimeout(done, 2));
  }
  return is();
}

/** Says all of the session, as fast as sockets take it. */
export async function playAllFast({ played }: RealRun): Promise<void> {
  while (played.left > 0) {
    played.step();
    await breath();
  }
}

/** Ends the trouble, and goes on until every book is the venue's. @returns what still differs after so many ms */
export async function recoverFast(run: RealRun, within = 10_000): Promise<readonly string[]> {
  const { played, session, more, venue } = run;
  const { dialect, truth } = played;
  await playAllFast(run);
  played.trouble = noTrouble;
  venue.rest = null;
  played.flush();
  const until = performance.now() + within;
  let left: readonly string[] = ['nothing was said'];
  while (performance.now() < until) {
    await holds(() => played.isFollowed && isLive(session.market, truth), 500);
    const said = furtherSaid(truth, dialect, more, run.now());
    more.push(...said);
    played.extend(said);
    await playAllFast(run);
    await holds(() => differences(session.market, truth, dialect).length === 0, 200);
    left = differences(session.market, truth, dialect);
    if (left.length === 0) return left;
  }
  return left;
}
