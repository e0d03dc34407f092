import { describe, expect, it } from 'vitest';
import type { Client, DeskState, Pushes } from '../../src/engine/contract/contract.ts';
import { usualPreferences, type Preferences } from '../../src/engine/contract/preferences.ts';
import type { RiskSnapshot } from '../../src/engine/contract/snapshot.ts';
import { marginAccountId } from '../../src/engine/values/ids.ts';
import { createDesk } from '../../src/renderer/state/desk.ts';
import { aDesk } from '../support/fake-workstation.ts';
import { snapshotFixture } from '../support/snapshot-fixture.ts';

type Pushed = {
  snapshot: (of: RiskSnapshot | null) => void;
  desk: (of: DeskState) => void;
  levels: (of: Pushes['levels']) => void;
};

/** A client whose two questions of the start are answered, and whose pushes and loss the test makes. */
function fakeClient(state: DeskState, snapshot: RiskSnapshot | null) {
  const pushes: Partial<Pushed> = {};
  const losses: (() => void)[] = [];
  const answers: Record<string, unknown> = { desk: state, snapshot };
  const client = {
    ask: (name: string) => Promise.resolve(answers[name]),
    on: (name: string, listener: never) => {
      Object.assign(pushes, { [name]: listener });
      return () => undefined;
    },
    onLost: (listener: () => void) => {
      losses.push(listener);
    },
  } as unknown as Client;
  return { client, pushes, lose: () => losses.forEach((listener) => listener()) };
}

/** A client that keeps preferences, and answers each wish when the test says so. */
function keepingClient() {
  let kept = usualPreferences;
  const waiting: { answer: () => void; fail: () => void }[] = [];
  const client = {
    ask: (name: string, wish: Preferences) => {
      if (name === 'preferences') return Promise.resolve(kept);
      if (name !== 'setPreferences') return Promise.resolve(name === 'desk' ? aDesk() : null);
      const { promise, resolve, reject } = Promise.withResolvers<Preferences>();
      waiting.push({
        answer: () => {
          kept = wish;
          resolve(wish);
        },
        fail: () => reject(new Error('the disk is full')),
      });
      return promise;
    },
    on: () => () => undefined,
    onLost: () => undefined,
  } as unknown as Client;
  return { client, waiting, kept: () => kept };
}

describe('what the user chooses', () => {
  it('counts at once, and a late answer takes nothing of a later wish back', async () => {
    const { client, waiting, kept } = keepingClient();
    const desk = createDesk(() => Promise.resolve(client));
    await desk.join();
    const both = [desk.prefer({ theme: 'light' }), desk.prefer({ zone: 'Asia/Tokyo' })];
    expect(desk.view().preferences).toMatchObject({ theme: 'light', zone: 'Asia/Tokyo' });
    waiting[0]?.answer();
    await both[0];
    const third = desk.prefer({ dates: 'day/month/year' });
    waiting[1]?.answer();
    waiting[2]?.answer();
    await Promise.all([...both, third]);
    const all = { theme: 'light', zone: 'Asia/Tokyo', dates: 'day/month/year' };
    expect(desk.view().preferences).toMatchObject(all);
    expect(kept()).toMatchObject(all);
  });

  it('that was not kept is told, and not shown any more', async () => {
    const { client, waiting } = keepingClient();
    const desk = createDesk(() => Promise.resolve(client));
    await desk.join();
    const wish = desk.prefer({ theme: 'light' });
    waiting[0]?.fail();
    await expect(wish).rejects.toThrow('the disk is full');
    expect(desk.view().preferences).toEqual(usualPreferences);
  });
});

describe('what the window knows', () => {
  it('is asked for at the start, then pushed', async () => {
    const { client, pushes } = fakeClient(aDesk(), null);
    const desk = createDesk(() => Promise.resolve(client));
    expect(desk.view().link).toBe('connecting');
    await desk.join();
    expect(desk.view()).toMatchObject({ link: 'live', snapshot: null });
    pushes.snapshot?.(snapshotFixture);
    expect(desk.view().snapshot).toBe(snapshotFixture);
  });

  it('keeps the last snapshot when a run fails', async () => {
    const { client, pushes } = fakeClient(aDesk(), snapshotFixture);
    const desk = createDesk(() => Promise.resolve(client));
    await desk.join();
    pushes.snapshot?.(null);
    pushes.desk?.(aDesk({ fault: 'no history' }));
    expect(desk.view().snapshot).toBe(snapshotFixture);
    expect(desk.view().desk?.fault).toBe('no history');
  });

  it('forgets the snapshot once the store is empty', async () => {
    const { client, pushes } = fakeClient(aDesk(), snapshotFixture);
    const desk = createDesk(() => Promise.resolve(client));
    await desk.join();
    pushes.desk?.(aDesk({ empty: true }));
    expect(desk.view().snapshot).toBeNull();
  });

  it('keeps all when the link is lost, refuses to ask, and joins again', async () => {
    const old = fakeClient(aDesk(), snapshotFixture);
    const fresh = fakeClient(aDesk(), { ...snapshotFixture, synthetic: false });
    const clients = [old.client, fresh.client];
    const desk = createDesk(() => Promise.resolve(clients.shift() ?? fresh.client));
    await desk.join();
    old.lose();
    expect(desk.view()).toMatchObject({ link: 'lost', snapshot: snapshotFixture });
    await expect(desk.ask('formats')).rejects.toThrow('no connection');
    await desk.join();
    expect(desk.view()).toMatchObject({ link: 'live', linkFault: '' });
    expect(desk.view().snapshot?.synthetic).toBe(false);
  });

  it('keeps accounts that came to another level until a snapshot shows them', async () => {
    const { client, pushes } = fakeClient(aDesk(), snapshotFixture);
    const desk = createDesk(() => Promise.resolve(client));
    await desk.join();
    const called: Pushes['levels'][number] = {
      account: marginAccountId('a'),
      name: 'A',
      before: 'ok',
      after: 'call',
      warning: null,
    };
    pushes.levels?.([called]);
    pushes.levels?.([{ ...called, account: marginAccountId('b'), name: 'B' }]);
    expect(desk.view().levels.map(({ name }) => name)).toEqual(['A', 'B']);
    pushes.snapshot?.(snapshotFixture);
    expect(desk.view().levels).toEqual([]);
    // What was told is still being read out.
    expect(desk.view().toldLevels).toHaveLength(2);
  });

  it('says why a connection cannot be made', async () => {
    const desk = createDesk(() => Promise.reject(new Error('the host is gone')));
    await desk.join();
    expect(desk.view()).toMatchObject({ link: 'lost', linkFault: 'the host is gone' });
  });
});
