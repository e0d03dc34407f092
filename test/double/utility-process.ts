import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterReady } from './app.ts';
import { MessagePortMain } from './ports.ts';
import { refuseUnknown } from './strict.ts';
import { onPage } from './wiring.ts';

/* https://www.electronjs.org/docs/latest/api/utility-process */

export type ToUtility =
  | { readonly kind: 'message'; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly port: number };

export type FromUtility =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'port'; readonly port: number; readonly data: unknown }
  | { readonly kind: 'port-closed'; readonly port: number };

let lastPort = 0;
let newest: ChildProcess | null = null;
onPage('kill-host', () => newest?.kill('SIGKILL'));

class UtilityProcess extends EventEmitter {
  child: ChildProcess;
  held = new Map<number, MessagePortMain>();

  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    super();
    const shim = fileURLToPath(new URL('utility-entry.ts', import.meta.url));
    this.child = fork(shim, [file, ...args], { env, serialization: 'advanced' });
    newest = this.child;
    this.child.on('spawn', () => this.emit('spawn'));
    this.child.on('message', (message: FromUtility) => this.take(message));
    this.child.on('exit', (code) => {
      for (const port of this.held.values()) port.close();
      this.held.clear();
      this.emit('exit', code ?? 1);
    });
  }

  take(message: FromUtility): void {
    if (message.kind === 'message') this.emit('message', message.message);
    else if (message.kind === 'port') this.held.get(message.port)?.sendFromAway(message.data);
    else this.held.get(message.port)?.close();
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transfer.map((port) => {
      if (!(port instanceof MessagePortMain)) throw new Error('only ports can be transferred');
      const id = ++lastPort;
      this.held.set(id, port);
      port.handOver({
        deliver: (data) => this.send({ kind: 'port', port: id, data }),
        close: () => this.send({ kind: 'port-closed', port: id }),
      });
      return id;
    });
    this.send({ kind: 'message', message: structuredClone(message), ports });
  }

  send(message: ToUtility): void {
    if (this.child.connected) this.child.send(message);
  }

  kill(): boolean {
    return this.child.kill();
  }
}

export const utilityProcess = {
  fork: (
    file: string,
    args: readonly string[] = [],
    options: { readonly serviceName?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ): UtilityProcess => {
    afterReady('utilityProcess.fork');
    refuseUnknown('utilityProcess.fork', options, ['serviceName', 'env']);
    return new UtilityProcess(file, args, options.env ?? process.env);
  },
};
