/** Contents whose count is remembered; others are found again by search. */
const remembered = 4096;

/**
 * How often the file has said a content before that it has said at least once.
 *
 * Memory stays bounded however long the file is and however much of it repeats.
 * @param holds whether the file's rows written so far include this content with this ordinal;
 *   ordinals of one content are 0, 1, … without gaps
 */
export function repetitions(
  holds: (content: Buffer, ordinal: number) => boolean,
): (content: Buffer) => number {
  const counts = new Map<string, number>();

  /** Doubling, then halving: a million repetitions take forty looks. */
  function search(content: Buffer): number {
    let held = 0;
    let free = 1;
    while (holds(content, free)) {
      held = free;
      free *= 2;
    }
    while (free - held > 1) {
      const middle = Math.floor((held + free) / 2);
      if (holds(content, middle)) held = middle;
      else free = middle;
    }
    return free;
  }

  return (content) => {
    const key = content.toString('latin1');
    const ordinal = counts.get(key) ?? search(content);
    if (counts.size >= remembered && !counts.has(key)) counts.clear();
    counts.set(key, ordinal + 1);
    return ordinal;
  };
}
