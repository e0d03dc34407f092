/** A command as it stands in the desktop's menu. */
type MenuItem = {
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
  /** Opens another window of the same workstation. */
  readonly window: () => Promise<void>;
};

declare global {
  interface Window {
    /** Present in the desktop's window only. */
    readonly crossguard?: Desktop;
  }
}

/** Calls back with what a message of the desktop brings under a name; the answer stops that. */
function onDesktop(kind: string, name: string, take: (text: string) => void): () => void {
  const listen = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== window || typeof data !== 'object' || data === null) return;
    if (Reflect.get(data, 'crossguard') !== kind) return;
    const brought: unknown = Reflect.get(data, name);
    if (typeof brought === 'string') take(brought);
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

/** Calls back with the fragment of each link into the desktop that was followed; the answer stops that. */
export const onLink = (follow: (hash: string) => void): (() => void) =>
  onDesktop('go', 'hash', follow);

/** Calls back with the id of each command that is chosen in the desktop's menu; the answer stops that. */
export const onMenuChoice = (chosen: (id: string) => void): (() => void) =>
  onDesktop('command', 'id', chosen);
