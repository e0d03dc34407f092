import { arch, platform, totalmem, version as systemVersion } from 'node:os';
import process from 'node:process';
import type { ChainState } from '../../engine/contract/chain.ts';
import type { DeskState } from '../../engine/contract/contract.ts';
import type { FeedsState } from '../../engine/contract/feeds.ts';
import type { Preferences } from '../../engine/contract/preferences.ts';
import type { RiskSnapshot } from '../../engine/contract/snapshot.ts';
import { withoutSecrets } from '../wire/public-text.ts';

/** What is told to somebody who helps: how the program does, and nothing of what is held. */
export type DiagnosticsOf = {
  readonly at: number;
  readonly desk: DeskState;
  readonly snapshot: RiskSnapshot | null;
  readonly feeds: FeedsState;
  readonly chain: ChainState;
  readonly preferences: Preferences;
};

const time = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** Venues as they do: no address, since one may hold a key. */
const venues = ({ venues: of }: FeedsState): readonly object[] =>
  of
    .filter(({ on }) => on)
    .map((venue) => ({
      id: venue.id,
      ownAddresses: Object.keys(venue.endpoints).filter(
        (name) => venue.endpoints[name] !== venue.documented[name],
      ),
      state: venue.state,
      connections: venue.connections.map(
        ({ name, state, since, lastHeard, opened, lost, lastFault }) => {
          return {
            name,
            state,
            since: time(since),
            lastHeard: time(lastHeard),
            opened,
            lost,
            lastFault,
          };
        },
      ),
      frames: venue.frames,
      framesPerSecond: venue.framesPerSecond,
      faults: venue.faults,
      late: venue.late,
      gaps: venue.gaps,
      books: venue.books,
      instruments: venue.instruments,
      clockOffset: venue.clockOffset,
      latency: venue.latency,
      lastFault: venue.lastFault,
      newestTroubles: venue.newestTroubles.slice(-20).map(({ at, field, message }) => {
        return { at: time(at), field, message };
      }),
    }));

/** Places that the user named: a fault's words may name them too. */
const ownHosts = ({ feeds, chain }: DiagnosticsOf): readonly string[] => [
  ...feeds.venues.flatMap(({ endpoints, documented }) =>
    Object.entries(endpoints).flatMap(([name, url]) =>
      url === documented[name] || !URL.canParse(url) ? [] : [new URL(url).host],
    ),
  ),
  ...chain.sources.map(({ name }) => name),
];

/**
 * A text about the program for a report of a fault: no quantity, no amount, no name of an account, no address and
 * no key is in it. What has the shape of a key is hidden wherever it may have come from.
 */
export function diagnosticsText(of: DiagnosticsOf): string {
  const { at, desk, snapshot, feeds, chain, preferences } = of;
  const { heapUsed, rss } = process.memoryUsage();
  const told = {
    made: time(at),
    program: {
      version: desk.version,
      node: process.version,
      uptimeSeconds: Math.round(process.uptime()),
    },
    system: { platform: platform(), arch: arch(), version: systemVersion(), memory: totalmem() },
    memory: { rss, heapUsed },
    store: {
      empty: desk.empty,
      readOnly: desk.readOnly,
      sample: desk.synthetic,
      imports: desk.imports.length,
      fault: desk.fault,
      notices: desk.notices,
    },
    snapshot:
      snapshot === null
        ? null
        : {
            asOf: time(snapshot.asOf),
            accounts: snapshot.accounts.length,
            exposures: snapshot.exposures.length,
            notIncluded: Object.entries(
              Object.groupBy(snapshot.notIncluded, ({ failure }) => failure.reason),
            ).map(([reason, rows]) => ({ reason, rows: rows.length })),
            warnings: snapshot.warnings.map(({ level }) => level),
          },
    venues: venues(feeds),
    accounts: feeds.accounts.map(({ venue, state, lastAnswer }) => {
      return { venue, state, lastAnswer: time(lastAnswer) };
    }),
    recording: feeds.recording,
    chains: chain.sources.map(({ kind, chainId, state, lastAnswer }) => {
      return { kind, chainId, state, lastAnswer: time(lastAnswer) };
    }),
    preferences,
  };
  const text = withoutSecrets(JSON.stringify(told, null, 2));
  return `${ownHosts(of).reduce((kept, host) => kept.replaceAll(host, '[address]'), text)}\n`;
}
