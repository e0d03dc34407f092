import { ipcMain, type IpcMainInvokeEvent, type WebFrameMain } from 'electron';
import { z } from 'zod';
import { isOwnAddress } from './scheme.ts';

/** The only way in from a page: it must be the top frame of our own origin, and bring what is expected. */
export function answer<T extends readonly unknown[]>(
  name: string,
  brought: z.ZodType<T>,
  act: (frame: WebFrameMain, ...brought: T) => Promise<void> | void,
): void {
  ipcMain.handle(name, async (event: IpcMainInvokeEvent, ...args: readonly unknown[]) => {
    const { senderFrame: frame, sender } = event;
    if (frame === null || frame !== sender.mainFrame || !isOwnAddress(frame.url)) {
      throw new Error('Other pages are not answered.');
    }
    const read = brought.safeParse(args);
    if (!read.success) throw new Error(`"${name}" was asked wrongly`);
    await act(frame, ...read.data);
  });
}
