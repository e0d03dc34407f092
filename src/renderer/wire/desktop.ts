/** A command as it stands in the desktop's menu. */
export type MenuItem = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys: string | null;
};

/** What the desktop's preload exposes to the page. */
export type Desktop = {
  /** Asks for a port, which arrives as a message of this window. Rejects while the host is down. */
  readonly connect: () => Promise<void>;
  /** Puts commands into the desktop's menu, in the place of those before. Rejects when they are none. */
  readonly menu: (items: readonly MenuItem[]) => Promise<void>;
};

declare global {
  interface Window {
    /** Present in the desktop's window only. */
    readonly crossguard?: Desktop;
  }
}

/** Calls back with the id of each command that is chosen in the desktop's menu; the answer stops that. */
export function onMenuChoice(chosen: (id: string) => void): () => void {
  const take = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== window || typeof data !== 'object' || data === null) return;
    if (!('crossguard' in data) || data.crossguard !== 'command' || !('id' in data)) return;
    if (typeof data.id === 'string') chosen(data.id);
  };
  window.addEventListener('message', take);
  return () => window.removeEventListener('message', take);
}
