import { describe, expect, it } from 'vitest';
import { serve } from '../../src/main/wire/serve.ts';
import { conversation } from '../../src/renderer/wire/conversation.ts';
import { focusOf, marketPanes, placeOf } from '../../src/renderer/views/market/place.ts';
import { hostsOf, settingsFault } from '../../src/renderer/views/market/settings.ts';
import { fakeWorkstation } from '../support/fake-workstation.ts';
import { pipePair } from '../support/pipes.ts';

const documented = { socket: 'wss://venue.test/ws', rest: 'https://venue.test' };

describe('settings of feeds', () => {
  it('find the field that the workstation’s own refusal is about', async () => {
    const { window, host } = pipePair();
    serve({ pipe: host, workstation: fakeWorkstation(), log: () => undefined });
    const message = await conversation(window)
      .ask('changeFeed', { id: 'a', endpoints: { socket: 'ws://venue.test/ws' } })
      .then(
        () => 'not refused',
        (reason: unknown) => String(reason),
      );
    expect(settingsFault(message)).toEqual({
      address: 'socket',
      why: 'must be encrypted: only this computer may be reached without',
    });
    expect(settingsFault('the store is read only')).toEqual({
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
