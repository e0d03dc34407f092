/** Something that the user changes and the workstation keeps. */
export type Wish<T> = {
  /** What the workstation says is kept: shown unless a wish is on its way. */
  readonly take: (kept: T) => void;
  /** Shows a value at once and has it kept. Rejects when it was not: then what is kept is shown again. */
  readonly put: (value: T, keep: () => Promise<T>, read: () => Promise<T>) => Promise<void>;
};

/** @param show draws a value; of several wishes on their way the last one stays drawn, whatever is answered to the others */
export function createWish<T>(show: (value: T) => void): Wish<T> {
  let underway = 0;
  const take = (kept: T): void => {
    if (underway === 0) show(kept);
  };
  return {
    take,
    put: async (value, keep, read) => {
      show(value);
      underway++;
      try {
        await keep();
      } finally {
        underway--;
        // The last of several tells what came of all of them, those that failed included.
        if (underway === 0) take(await read());
      }
    },
  };
}
