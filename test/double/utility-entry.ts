import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { MessagePortMain } from './ports.ts';
import { strict } from './strict.ts';
import type { FromUtility, ToUtility } from './utility-process.ts';

/* What Electron gives a utility process: `process.parentPort`, and its own arguments. */

const [, , file = '', ...args] = process.argv;
process.argv = [process.argv[0] ?? '', file, ...args];

const send = (message: FromUtility): void => {
  process.send?.(message);
};

const ports = new Map<number, MessagePortMain>();
const messages = new EventEmitter();
// https://www.electronjs.org/docs/latest/api/parent-port: queued until there is a handler.
const queued: unknown[] = [];

function received(id: number): MessagePortMain {
  const [mine, away] = MessagePortMain.pair();
  away.handOver({
    deliver: (data) => send({ kind: 'port', port: id, data }),
    close: () => send({ kind: 'port-closed', port: id }),
  });
  ports.set(id, away);
  return mine;
}

process.on('message', (message: ToUtility) => {
  if (message.kind === 'port') ports.get(message.port)?.sendFromAway(message.data);
  else if (message.kind === 'port-closed') ports.get(message.port)?.close();
  else {
    const event = { data: message.message, ports: message.ports.map(received) };
    if (messages.listenerCount('message') > 0) messages.emit('message', event);
    else queued.push(event);
  }
});
process.on('disconnect', () => process.exit(0));

const parentPort = strict('process.parentPort', {
  on: (event: string, listener: (event: unknown) => void) => {
    if (event !== 'message') throw new Error(`parentPort.on('${event}') is not modelled`);
    messages.on(event, listener);
    for (const message of queued.splice(0)) messages.emit('message', message);
  },
  postMessage: (message: unknown) => send({ kind: 'message', message: structuredClone(message) }),
});
Object.defineProperty(process, 'parentPort', { value: parentPort });

await import(pathToFileURL(file).href);
