import { Socket } from 'node:net';
import { vi } from 'vitest';

/** Where connections went since the guard was set, this computer left out. */
export type ConnectGuard = { readonly outside: readonly string[]; readonly all: () => number };

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);

/** Every host that one call of `connect` names: options, a port and a host, or what `net` makes of them. */
function hostOf(asked: unknown, second: unknown): string {
  if (Array.isArray(asked)) return hostOf(asked[0], asked[1]);
  if (typeof asked === 'object' && asked !== null) {
    const path: unknown = Reflect.get(asked, 'path');
    const host: unknown = Reflect.get(asked, 'host');
    if (typeof path === 'string' && host === undefined) return '127.0.0.1';
    return typeof host === 'string' ? host : 'localhost';
  }
  return typeof second === 'string' ? second : 'localhost';
}

/**
 * Watches every TCP connection of this process, whoever opens it: one that leaves this computer is
 * refused and kept. Undone by `vi.restoreAllMocks`.
 */
export function connectGuard(): ConnectGuard {
  const outside: string[] = [];
  let all = 0;
  const connect: unknown = Reflect.get(Socket.prototype, 'connect');
  if (typeof connect !== 'function') throw new Error('sockets do not connect');
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function guarded(
    this: Socket,
    ...asked: readonly unknown[]
  ) {
    all++;
    const host = hostOf(asked[0], asked[1]);
    if (!loopback.has(host)) {
      outside.push(host);
      throw new Error(`a connection to ${host} was tried`);
    }
    return Reflect.apply(connect, this, [...asked]);
  });
  return { outside, all: () => all };
}
