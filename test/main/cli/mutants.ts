type Path = readonly string[];

const isNode = (of: unknown): of is Record<string, unknown> =>
  of !== null && typeof of === 'object';

const pathsOf = (of: unknown, at: Path = []): readonly Path[] =>
  isNode(of)
    ? Object.entries(of).flatMap(([key, below]) => [[...at, key], ...pathsOf(below, [...at, key])])
    : [];

const found = (of: unknown, at: Path): unknown =>
  at.reduce<unknown>((whole, key) => (isNode(whole) ? whole[key] : undefined), of);

/** A copy with one place set, or removed. */
function changed(
  of: unknown,
  at: Path,
  change: (parent: Record<string, unknown>, key: string) => void,
) {
  const copy = structuredClone(of);
  const parent = found(copy, at.slice(0, -1));
  const key = at.at(-1);
  if (isNode(parent) && key !== undefined) change(parent, key);
  return copy;
}

function nonsense(value: unknown): readonly unknown[] {
  if (typeof value === 'number')
    return [-value, -1, 0, 1e308, -1e308, 1e-320, value * 1e6, null, 'x'];
  return typeof value === 'string' ? ['', 'nonsense', null, 1] : [null, [], {}, 7];
}

/** Every place of a document in turn given values that make no sense there, or left out. */
export const mutantsOf = (document: unknown): readonly { what: string; document: unknown }[] =>
  pathsOf(document).flatMap((at) => [
    ...nonsense(found(document, at)).map((value) => ({
      what: `${at.join('.')} = ${JSON.stringify(value)}`,
      document: changed(document, at, (parent, key) => {
        parent[key] = value;
      }),
    })),
    {
      what: `without ${at.join('.')}`,
      document: changed(document, at, (parent, key) => {
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else delete parent[key];
      }),
    },
  ]);
