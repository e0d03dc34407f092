import type { SliceName } from '../../engine/contract/methods.ts';
import type { Line } from '../../engine/netting/lines.ts';
import { fail, ok, type Outcome } from '../../engine/values/outcome.ts';

const parts = {
  venue: (line: Line): string => line.venue,
  account: (line: Line): string => line.account,
  underlying: (line: Line): string => line.unit.underlying,
} as const;

/** Whether a line is in all of some slices. */
export const inSlices = (line: Line, slices: readonly SliceName[]): boolean =>
  slices.every((slice) => slice.by === 'book' || parts[slice.by](line) === slice.of);

/** The lines in all of some slices; a slice that holds none is refused, naming what there is. */
export function slicedLines(
  lines: readonly Line[],
  slices: readonly SliceName[],
): Outcome<readonly Line[]> {
  let left = lines;
  for (const slice of slices) {
    if (slice.by === 'book') continue;
    const of = parts[slice.by];
    const known = [...new Set(left.map(of))];
    left = left.filter((line) => of(line) === slice.of);
    if (left.length === 0) {
      const held = known.length === 0 ? 'nothing is held' : `there are ${known.join(', ')}`;
      return fail('not-applicable', `no ${slice.by} "${slice.of}" is held; ${held}`);
    }
  }
  return ok(left);
}
