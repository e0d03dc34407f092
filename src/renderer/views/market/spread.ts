/** Places of a list, evenly, its ends among them. */
export function spread(count: number, most: number): readonly number[] {
  const shown = Math.min(count, most);
  return Array.from({ length: shown }, (_, at) =>
    shown === 1 ? 0 : Math.round((at * (count - 1)) / (shown - 1)),
  );
}
