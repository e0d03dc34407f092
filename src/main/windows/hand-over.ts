import { BrowserWindow, MessageChannelMain } from 'electron';
import { z } from 'zod';
import type { HostProcess } from './host-process.ts';
import { answer } from './page-calls.ts';

/** Gives a window that asks a port straight to the host; after that nothing passes through here. */
export function handOverPorts(host: HostProcess): void {
  answer('connect', z.tuple([]), async (frame) => {
    const { port1, port2 } = new MessageChannelMain();
    await host.take(port1);
    frame.postMessage('port', null, [port2]);
  });
}

/** Tells every window that the host has died: a page's port does not say so everywhere. */
export function tellLost(): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('lost');
}
