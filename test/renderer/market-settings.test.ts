import { describe, expect, it } from 'vitest';
import type { FeedVenue } from '../../src/engine/contract/feeds.ts';
import { requestArguments } from '../../src/main/wire/requests.ts';
import { serve } from '../../src/main/wire/serve.ts';
import { conversation } from '../../src/renderer/wire/conversation.ts';
import { focusOf, marketPanes, placeOf } from '../../src/renderer/views/market/place.ts';
import {
  hostsOf,
  ownEndpoints,
  settingsFault,
  settingsWith,
} from '../../src/renderer/views/market/settings.ts';
import { fakeWorkstation } from '../support/fake-workstation.ts';
import { pipePair } from '../support/pipes.ts';

const documented = { socket: 'wss://venue.test/ws', rest: 'https://venue.test' };

const aVenue = (part: Partial<FeedVenue> & Pick<FeedVenue, 'id'>): FeedVenue => ({
  title: part.id,
  on: false,
  endpoints: documented,
  documented,
  state: null,
  connections: [],
  frames: 0,
  framesPerSecond: 0,
  charactersPerSecond: 0,
  lost: 0,
  lastFault: null,
  faults: 0,
  late: 0,
  gaps: 0,
  clockOffset: null,
  age: null,
  books: { live: 0, all: 0 },
  instruments: 0,
  keyFields: null,
  newestGaps: [],
  newestTroubles: [],
  ...part,
});

const own = { socket: 'ws://127.0.0.1:1', rest: 'https://venue.test' };

describe('settings of feeds', () => {
  it('hold the addresses that are not the documented ones, and no others', () => {
    expect(ownEndpoints(aVenue({ id: 'a', endpoints: own }))).toEqual({
      socket: 'ws://127.0.0.1:1',
    });
    expect(ownEndpoints(aVenue({ id: 'a' }))).toEqual({});
  });

  it('change one venue and keep the others as they are', () => {
    const venues = [
      aVenue({ id: 'a', on: true }),
      aVenue({ id: 'b' }),
      aVenue({ id: 'c', endpoints: own }),
    ];
    const asked = settingsWith(venues, { id: 'b' }, { on: true, endpoints: {} });
    expect(asked.venues).toEqual([
      { id: 'a', on: true, endpoints: {} },
      { id: 'b', on: true, endpoints: {} },
      { id: 'c', on: false, endpoints: { socket: 'ws://127.0.0.1:1' } },
    ]);
    expect(requestArguments.setFeeds.safeParse([asked]).success).toBe(true);
  });

  it('find the field that the workstation’s own refusal is about', async () => {
    const { window, host } = pipePair();
    serve({ pipe: host, workstation: fakeWorkstation(), log: () => undefined });
    const venues = [aVenue({ id: 'a', on: true }), aVenue({ id: 'b' })];
    const asked = settingsWith(
      venues,
      { id: 'b' },
      { on: true, endpoints: { socket: 'ws://venue.test/ws' } },
    );
    const message = await conversation(window)
      .ask('setFeeds', asked)
      .then(
        () => 'not refused',
        (reason: unknown) => String(reason),
      );
    expect(settingsFault(message, asked, { id: 'b' })).toEqual({
      address: 'socket',
      why: 'must be encrypted: only this computer may be reached without',
    });
    expect(settingsFault(message, asked, { id: 'a' }).address).toBeNull();
    expect(settingsFault('the store is read only', asked, { id: 'b' })).toEqual({
      address: null,
      why: 'the store is read only',
    });
  });

  it('say which hosts would be reached, each once', () => {
    expect(hostsOf(documented)).toEqual(['venue.test']);
    expect(hostsOf({ socket: 'wss://a.test:9443/x', rest: 'https://b.test' })).toEqual([
      'a.test:9443',
      'b.test',
    ]);
    expect(hostsOf({ socket: 'nonsense' })).toEqual(['nonsense']);
  });
});

describe('places of the Market view', () => {
  it('are read as they were written', () => {
    for (const { is } of marketPanes) {
      for (const underlying of ['', 'BTC']) {
        const place = { pane: is, underlying };
        expect(placeOf(focusOf(place))).toEqual(place);
      }
    }
  });

  it('are the feeds where nothing or nonsense is named', () => {
    expect(placeOf('')).toEqual({ pane: 'feeds', underlying: '' });
    expect(placeOf('nonsense~BTC')).toEqual({ pane: 'feeds', underlying: 'BTC' });
  });
});
