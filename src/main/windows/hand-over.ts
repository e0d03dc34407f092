import {
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  type IpcMainInvokeEvent,
  type WebFrameMain,
} from 'electron';
import type { HostProcess } from './host-process.ts';
import { isOwnAddress } from './scheme.ts';

/** Gives a window that asks a port straight to the host; after that nothing passes through here. */
export function handOverPorts(host: HostProcess): void {
  answer('connect', async (frame) => {
    const { port1, port2 } = new MessageChannelMain();
    await host.take(port1);
    frame.postMessage('port', null, [port2]);
  });
}

/** Tells every window that the host has died: a page's port does not say so everywhere. */
export function tellLost(): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('lost');
}

/** The only way in from a page: it must be the top frame of our own origin, and bring nothing. */
function answer(name: string, act: (frame: WebFrameMain) => Promise<void>): void {
  ipcMain.handle(name, async (event: IpcMainInvokeEvent, ...args: readonly unknown[]) => {
    const { senderFrame: frame, sender } = event;
    if (frame === null || frame !== sender.mainFrame || !isOwnAddress(frame.url)) {
      throw new Error('Other pages are not answered.');
    }
    if (args.length > 0) throw new Error(`"${name}" takes nothing`);
    await act(frame);
  });
}
