/** Answers that are remembered; with more of them all are forgotten, so that made-up texts cannot fill the memory. */
const MOST = 10_000;
/** Characters of a text whose answer is remembered. */
const LONGEST = 200;

/** A pure function of a symbol, a channel or an endpoint, which come again and again: each is looked at once. */
export function remembered<V extends string | number | boolean | object | null>(
  of: (text: string) => V,
): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = of(text);
    if (text.length > LONGEST) return answer;
    if (known.size >= MOST) known.clear();
    known.set(text, answer);
    return answer;
  };
}
