import type { Session, WebContents } from 'electron';
import { isOwnAddress } from './scheme.ts';

/** What a page may do of what Electron asks about: put a copied table on the clipboard, and tell of a call. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Electron grants every permission by default. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(GRANTED.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
}

/** Whatever the page holds, it stays where it is: no other page, no second window, no web view. */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function stay(event: { readonly url: string; readonly preventDefault: () => void }): void {
  if (!isOwnAddress(event.url)) event.preventDefault();
}
