import { EventEmitter } from 'node:events';

/** One end of a channel: it delivers here until it is handed to somebody else. */
export class MessagePortMain extends EventEmitter {
  #peer: MessagePortMain | null = null;
  #started = false;
  #open = true;
  #queue: unknown[] = [];
  #away: { readonly deliver: (data: unknown) => void; readonly close: () => void } | null = null;

  static pair(): readonly [MessagePortMain, MessagePortMain] {
    const [one, two] = [new MessagePortMain(), new MessagePortMain()];
    one.#peer = two;
    two.#peer = one;
    return [one, two];
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('MessagePortMain: transfer is not modelled');
    if (this.#away !== null) throw new Error('this port was handed over');
    this.#peer?.receive(structuredClone(data));
  }

  start(): void {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.receive(data);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#away?.close();
    this.emit('close');
    this.#peer?.close();
  }

  /** What the other end sent. Queued until `start`, as Electron does. */
  receive(data: unknown): void {
    if (!this.#open) return;
    if (this.#away !== null) this.#away.deliver(data);
    else if (this.#started) setImmediate(() => this.emit('message', { data, ports: [] }));
    else this.#queue.push(data);
  }

  /** From now on the end is elsewhere: in the page, or in the utility process. */
  handOver(away: { deliver: (data: unknown) => void; close: () => void }): void {
    if (this.#away !== null) throw new Error('a port can be transferred once');
    this.#away = away;
    for (const data of this.#queue.splice(0)) away.deliver(data);
  }

  /** What the one who holds the end sends. */
  sendFromAway(data: unknown): void {
    this.#peer?.receive(data);
  }
}
