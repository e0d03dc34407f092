/** One thing to be timed. */
export type Contestant = { readonly name: string; readonly run: () => unknown };

/** Seconds of each contestant, [round], in the order of the contestants. */
export type Times = ReadonlyMap<string, readonly number[]>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Seconds that one run of it takes. */
export function timed(run: () => unknown): number {
  const began = performance.now();
  run();
  return (performance.now() - began) / 1000;
}

/** Runs the contestants one after the other, round by round, so that each meets the same machine. */
export function contest(contestants: readonly Contestant[], rounds: number): Times {
  for (const { run } of contestants) run();
  return clocked(
    contestants.map(({ name, run }) => ({ name, seconds: () => timed(run) })),
    rounds,
  );
}

/** As `contest`, of contestants that keep their own time. */
export function clocked(
  contestants: readonly { readonly name: string; readonly seconds: () => number }[],
  rounds: number,
): Times {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, seconds } of contestants) times.get(name)?.push(seconds());
  }
  return times;
}

/** Median over the rounds of one contestant's time ÷ another's in the same round. */
export function ratio(times: Times, one: string, other: string): number {
  const base = times.get(other) ?? [];
  return median((times.get(one) ?? []).map((time, round) => time / (base[round] ?? Number.NaN)));
}
