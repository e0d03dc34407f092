import { z } from 'zod';

/** Where a window stands, and what it shows. Pixels of the desktop. */
export type Place = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
  /** The fragment of its address, such as `#/margin`. */
  readonly hash: string;
};

/** Part of the desktop that windows can stand in. */
export type Area = Pick<Place, 'x' | 'y' | 'width' | 'height'>;

const pixels = z.int().min(-100_000).max(100_000);

/** The windows that were open last, as their file states them. */
export const placesDocument: z.ZodType<readonly Place[]> = z
  .array(
    z.strictObject({
      x: pixels,
      y: pixels,
      width: pixels.positive(),
      height: pixels.positive(),
      maximized: z.boolean(),
      hash: z.string().max(2048),
    }),
  )
  .max(20);

/** Pixels of a window's bar that must be seen for a user to get hold of it. */
const SEEN = { width: 120, height: 30 } as const;

const overlap = (a: number, lengthOfA: number, b: number, lengthOfB: number): number =>
  Math.min(a + lengthOfA, b + lengthOfB) - Math.max(a, b);

/** A place whose window can be reached on the desktop as it is now; null where the display that it was on is gone. */
export function reachable(place: Place, areas: readonly Area[]): Place | null {
  const isSeen = areas.some(
    (area) =>
      overlap(place.x, place.width, area.x, area.width) >= SEEN.width &&
      place.y >= area.y - 1 &&
      overlap(place.y, SEEN.height, area.y, area.height) >= SEEN.height,
  );
  return isSeen ? place : null;
}
