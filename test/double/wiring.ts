import type { MessagePortMain } from './ports.ts';
import type { FromPage, ToPage } from './messages.ts';

/** The test process holds the page; this process runs the built main. They talk over Node's channel. */
export function tellPage(message: ToPage): void {
  process.send?.(message);
}

// Each module of the double listens for itself.
process.setMaxListeners(50);

type Listener<K extends FromPage['kind']> = (message: Extract<FromPage, { kind: K }>) => void;

export function onPage<K extends FromPage['kind']>(kind: K, listener: Listener<K>): void {
  process.on('message', (message: FromPage) => {
    if (message.kind === kind) listener(message as Extract<FromPage, { kind: K }>);
  });
}

let lastPort = 0;
const ports = new Map<number, MessagePortMain>();

/** Hands a port's end to the page; returns the number it is known by there. */
export function portForPage(port: MessagePortMain): number {
  const id = ++lastPort;
  ports.set(id, port);
  port.handOver({
    deliver: (data) => tellPage({ kind: 'port', port: id, data }),
    close: () => tellPage({ kind: 'port-closed', port: id }),
  });
  return id;
}

onPage('port', ({ port, data }) => ports.get(port)?.sendFromAway(data));
onPage('port-closed', ({ port }) => {
  ports.get(port)?.close();
  ports.delete(port);
});

/** Electron's events carry this much that our code uses. */
export function preventable<T extends object>(
  fields: T,
): T & {
  readonly defaultPrevented: boolean;
  readonly preventDefault: () => void;
} {
  let prevented = false;
  return {
    ...fields,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
}
