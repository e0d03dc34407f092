import { describe, expect, it, vi } from 'vitest';
import { decode, encode } from '../../../src/engine/contract/codec.ts';
import type { Frame, Pushes } from '../../../src/engine/contract/contract.ts';
import { serve } from '../../../src/main/wire/serve.ts';
import { conversation } from '../../../src/renderer/wire/conversation.ts';
import { aDesk, fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation.ts';
import { pipePair, settled } from '../../support/pipes.ts';

function connected(workstation: FakeWorkstation) {
  const { host, window } = pipePair();
  const log = vi.fn();
  serve({ pipe: host, workstation, log });
  return { client: conversation(window), log, host, window };
}

/** A window that sends what it likes and keeps the frames that it gets. */
function hostileWindow(workstation: FakeWorkstation) {
  const { host, window } = pipePair();
  const frames: Frame[] = [];
  const closed = vi.fn();
  const log = vi.fn();
  serve({ pipe: host, workstation, log });
  window.onText((text) => frames.push(decode(text) as Frame));
  window.onClose(closed);
  return { frames, closed, log, send: (frame: unknown) => window.send(encode(frame)), window };
}

const progress = (bytes: number): Pushes['progress'] => ({ file: 'a.csv', bytes, of: 100 });

describe('asking over the wire', () => {
  it('answers at once and later, with the arguments that were given', async () => {
    const { client } = connected(
      fakeWorkstation({
        undoImport: async (id) => aDesk({ store: `undone ${id}` }),
        closeFiles: (files) => (files.length === 2 ? null : fail()),
      }),
    );
    expect(await client.ask('desk')).toEqual(aDesk());
    expect(await client.ask('undoImport', 7)).toEqual(aDesk({ store: 'undone 7' }));
    expect(await client.ask('closeFiles', ['a', 'b'])).toBeNull();
  });

  it('keeps answers apart that come in another order', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof aDesk>>();
    const { client } = connected(fakeWorkstation({ desk: () => promise }));
    const desk = client.ask('desk');
    expect(await client.ask('snapshot')).toBeNull();
    resolve(aDesk({ store: 'late' }));
    expect((await desk).store).toBe('late');
  });

  it('tells the window what went wrong without folders or keys, and logs it whole', async () => {
    const secret = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd';
    const { client, log } = connected(
      fakeWorkstation({
        redoImport: () => {
          throw new Error(`cannot open '/home/ann/books/my.sqlite' with ${secret}`);
        },
      }),
    );
    const fault: unknown = await client.ask('redoImport', 1).catch((error: unknown) => error);
    expect(String(fault)).toBe("Error: cannot open 'my.sqlite' with [hidden]");
    expect(log).toHaveBeenCalledTimes(1);
    expect(String(log.mock.calls[0]?.[1])).toContain('/home/ann');
  });

  it('reports an answer that is not plain data as a failed request', async () => {
    const { client } = connected(
      fakeWorkstation({ redoImport: () => aDesk({ fault: new Map() as unknown as string }) }),
    );
    await expect(client.ask('redoImport', 1)).rejects.toThrow('value.fault on the wire');
  });
});

function fail(): never {
  throw new Error('other arguments arrived');
}

describe('what a window may not do', () => {
  it.each([
    ['a name that the contract does not have', 'quit', [], 'there is no such request'],
    ['an inherited name', 'constructor', [], 'there is no such request'],
    ['too many arguments', 'desk', [1], 'request "desk" was malformed'],
    ['too few arguments', 'undoImport', [], 'request "undoImport" was malformed'],
    ['an argument of another type', 'undoImport', ['1'], 'malformed at 0'],
    ['a fraction for an id', 'undoImport', [1.5], 'malformed at 0'],
    ['an unknown choice', 'exportReport', ['exe'], 'malformed at 0'],
    ['a part that is not base64', 'sendPart', [aPart('%%%%')], 'malformed at 0.base64'],
    ['a part that is too long', 'sendPart', [aPart('AAAA'.repeat(800_000))], 'at 0.base64'],
    ['a part with more in it', 'sendPart', [{ ...aPart('AAAA'), path: '/' }], 'malformed at 0'],
    ['a size that is none', 'openFile', [{ name: 'a.csv', size: -1 }], 'malformed at 0.size'],
  ])('is refused: %s', async (_, name, args, message) => {
    const { frames, send, log } = hostileWindow(fakeWorkstation());
    send({ t: 'ask', id: 3, name, args });
    await settled();
    expect(frames).toHaveLength(1);
    expect(frames[0]).toMatchObject({ t: 'err', id: 3 });
    expect((frames[0] as { message: string }).message).toContain(message);
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['another frame', '{"t":"ok","id":1,"value":1}'],
    ['a frame with more in it', '{"t":"ask","id":1,"name":"desk","args":[],"sudo":true}'],
    ['a negative id', '{"t":"ask","id":-1,"name":"desk","args":[]}'],
    ['a column that is not there', '~{"columns":[["x"]],"value":{}}'],
  ])('closes the pipe: a text that is %s', async (_, text) => {
    const { frames, closed, window } = hostileWindow(fakeWorkstation());
    window.send(text);
    await settled();
    expect(closed).toHaveBeenCalledTimes(1);
    expect(frames).toEqual([]);
  });

  it('is refused: the 65th unanswered request, and no more once they are answered', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof aDesk>>();
    const { frames, send } = hostileWindow(fakeWorkstation({ desk: () => promise }));
    for (let id = 1; id <= 65; id++) send({ t: 'ask', id, name: 'desk', args: [] });
    await settled();
    expect(frames).toEqual([
      { t: 'err', id: 65, message: 'more than 64 requests were unanswered' },
    ]);
    resolve(aDesk());
    await settled();
    send({ t: 'ask', id: 66, name: 'desk', args: [] });
    await settled();
    expect(frames.filter(({ t }) => t === 'ok')).toHaveLength(65);
  });
});

const aPart = (base64: string) => ({ file: 'a', base64 });

describe('pushes', () => {
  it('arrive with their columns, at those who listen, until they stop', async () => {
    const workstation = fakeWorkstation();
    const { client } = connected(workstation);
    const heard: unknown[] = [];
    const stop = client.on('progress', (push) => heard.push(push));
    workstation.push('progress', progress(1));
    await settled();
    stop();
    workstation.push('progress', progress(2));
    await settled();
    expect(heard).toEqual([progress(1)]);
  });

  it('skip what a slow window has no time for, and never queue', async () => {
    const workstation = fakeWorkstation();
    const { frames, send } = hostileWindow(workstation);
    for (let bytes = 1; bytes <= 1000; bytes++) workstation.push('progress', progress(bytes));
    await settled();
    expect(frames).toEqual([{ t: 'push', name: 'progress', value: progress(1) }]);
    send({ t: 'ack', name: 'progress' });
    await settled();
    expect(frames.slice(1)).toEqual([{ t: 'push', name: 'progress', value: progress(1000) }]);
    send({ t: 'ack', name: 'progress' });
    await settled();
    expect(frames).toHaveLength(2);
  });

  it('of one name do not hold up another', async () => {
    const workstation = fakeWorkstation();
    const { frames } = hostileWindow(workstation);
    workstation.push('progress', progress(1));
    workstation.push('desk', aDesk());
    await settled();
    expect(frames.map((frame) => 'name' in frame && frame.name)).toEqual(['progress', 'desk']);
  });

  it('go on after one that could not be sent', async () => {
    const workstation = fakeWorkstation();
    const { frames, log } = hostileWindow(workstation);
    workstation.push('progress', progress(Number.NaN));
    workstation.push('progress', progress(2));
    await settled();
    expect(log).toHaveBeenCalledTimes(1);
    expect(frames).toEqual([{ t: 'push', name: 'progress', value: progress(2) }]);
  });

  it('end when the window is gone', async () => {
    const workstation = fakeWorkstation();
    const { window } = connected(workstation);
    expect(workstation.listeners()).toBe(1);
    window.close();
    await settled();
    expect(workstation.listeners()).toBe(0);
  });
});

describe('a lost connection', () => {
  it('is told once, rejects what is open, and drops what is late', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof aDesk>>();
    const workstation = fakeWorkstation({ desk: () => promise });
    const { client, host } = connected(workstation);
    const lost = vi.fn();
    const heard = vi.fn();
    client.onLost(lost);
    client.on('progress', heard);
    const open = client.ask('desk');
    await settled();
    host.close();
    await expect(open).rejects.toThrow('connection to the workstation was lost');
    resolve(aDesk());
    workstation.push('progress', progress(1));
    await settled();
    expect(lost).toHaveBeenCalledTimes(1);
    expect(heard).not.toHaveBeenCalled();
    await expect(client.ask('desk')).rejects.toThrow('connection to the workstation was lost');
  });

  it('is told at once to those who listen afterwards', async () => {
    const { client, host } = connected(fakeWorkstation());
    host.close();
    const lost = vi.fn();
    client.onLost(lost);
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
