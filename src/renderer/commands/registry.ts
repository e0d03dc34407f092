/** Where a command stands in menus. */
type CommandGroup = 'File' | 'Go' | 'View' | 'Help';

/** Something that the user may have done, by key, by menu or by the palette. */
export type Command = {
  /** Stays the same between versions: keys that the user chose are kept by it. */
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** The usual keys, as `chordOf` names them; null for none. */
  readonly keys: string | null;
  readonly run: () => void;
};

export type Commands = {
  readonly all: () => readonly Command[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Adds commands; the answer takes them out. @throws when one of them is there already */
  readonly add: (commands: readonly Command[]) => () => void;
};

/** Every command that can be given now: of the window, and of the view that is shown. */
export function createCommands(): Commands {
  let sets: readonly (readonly Command[])[] = [];
  let all: readonly Command[] = [];
  const listeners = new Set<() => void>();
  const put = (next: typeof sets): void => {
    sets = next;
    all = sets.flat();
    for (const listener of listeners) listener();
  };
  return {
    all: () => all,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: (commands) => {
      const twice = commands.find(({ id }) => all.some((one) => one.id === id));
      if (twice !== undefined) throw new Error(`Invariant: "${twice.id}" is one command`);
      put([...sets, commands]);
      return () => put(sets.filter((set) => set !== commands));
    },
  };
}

/** The keys in force: the user's where there are any, and the usual ones where nobody took them. */
export function keysOf(
  commands: readonly Command[],
  chosen: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, string> {
  const taken = new Set(Object.values(chosen));
  return new Map(
    commands.flatMap(({ id, keys }) => {
      const own = chosen[id];
      const key = own === undefined ? (keys !== null && taken.has(keys) ? null : keys) : own;
      return key === null ? [] : [[id, key] as const];
    }),
  );
}

/** The commands that hold every word, those first whose title begins with the text. */
export function found<T extends { readonly title: string }>(
  commands: readonly T[],
  text: string,
): readonly T[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return commands;
  const words = wanted.split(/\s+/);
  const rank = ({ title }: T): number => {
    const lower = title.toLowerCase();
    if (!words.every((word) => lower.includes(word))) return -1;
    if (lower.startsWith(wanted)) return 2;
    return lower.split(/\s+/).some((word) => word.startsWith(words[0] ?? '')) ? 1 : 0;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank >= 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ command }) => command);
}
