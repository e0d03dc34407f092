import { connect, createServer, type Socket } from 'node:net';
import { portOf } from '../fault-venue.ts';
import { below, seeded } from './random.ts';

/** What a bad line does to bytes, in both directions. */
export type BadLine = {
  /** Milliseconds. */
  readonly latency: number;
  /** Bytes a millisecond; null: no limit. */
  readonly bandwidth: number | null;
  /** Bytes are passed on in pieces of at most so many; null: as they come. */
  readonly slice: number | null;
  /** A connection is reset after so many bytes from the server, give or take a half; null: never. */
  readonly resetAfter: number | null;
};

export const goodLine: BadLine = { latency: 0, bandwidth: null, slice: null, resetAfter: null };

export type TcpProxy = {
  readonly port: number;
  line: BadLine;
  readonly resets: () => number;
  readonly close: () => Promise<void>;
};

const later = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));

/** A line of this computer that is as bad as a test wants, in front of a server of this computer. */
export async function tcpProxy(to: number, seed: number): Promise<TcpProxy> {
  const random = seeded(seed);
  const open = new Set<Socket>();
  let resets = 0;
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    const { resetAfter } = proxy.line;
    let left =
      resetAfter === null ? Infinity : Math.ceil(resetAfter / 2) + below(random, resetAfter);
    const reset = (): void => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', reset);
      socket.on('close', () => {
        open.delete(socket);
        reset();
      });
    }
    passOn(near, far, () => true);
    passOn(far, near, (bytes) => {
      left -= bytes;
      if (left > 0) return true;
      if (!near.destroyed) resets++;
      reset();
      return false;
    });
  });
  /** Bytes in the order in which they came, each piece in its turn. */
  function passOn(from: Socket, into: Socket, may: (bytes: number) => boolean): void {
    let turn = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      const { latency, bandwidth, slice } = proxy.line;
      const due = Date.now() + latency;
      turn = turn.then(async () => {
        if (due > Date.now()) await later(due - Date.now());
        const size = slice ?? chunk.length;
        for (let at = 0; at < chunk.length; at += size) {
          const piece = chunk.subarray(at, at + size);
          if (into.destroyed || !may(piece.length)) return;
          into.write(piece);
          if (bandwidth !== null) await later(piece.length / bandwidth);
          else if (slice !== null) await new Promise((done) => setImmediate(done));
        }
      });
    });
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const proxy: TcpProxy = {
    port: portOf(server),
    line: goodLine,
    resets: () => resets,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  return proxy;
}
