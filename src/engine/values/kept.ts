/** How many answers are kept for one object. */
const MOST = 8;

/** Objects that somebody holds on to and will ask about again. */
const lasting = new WeakSet<object>();

/** Says that an object, which must never change, will be asked about again. */
export function lasts<T extends object>(of: T): T {
  lasting.add(of);
  return of;
}

/** Says that what was made of another lasts if that does. */
export function lastsWith<T extends object>(of: T, source: object): T {
  if (lasting.has(source)) lasting.add(of);
  return of;
}

const alike = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!Object.is(a[at], b[at])) return false;
  return true;
};

/**
 * A function of an object that never changes, and of plain values. Of an object that lasts the answer is kept
 * for as long as it lives; of any other it is computed each time, since keeping costs more than most answers.
 * Whoever asks cannot tell, except by the time that it takes.
 *
 * @param compute depends on its arguments alone; what it returns is never changed
 */
export function kept<K extends object, C extends readonly unknown[], V>(
  compute: (of: K, ...context: C) => V,
): (of: K, ...context: C) => V {
  const answers = new WeakMap<K, { readonly context: C; readonly value: V }[]>();
  return (of, ...context) => {
    if (!lasting.has(of)) return compute(of, ...context);
    const known = answers.get(of);
    if (known !== undefined) {
      for (const one of known) if (alike(one.context, context)) return one.value;
    }
    const value = compute(of, ...context);
    if (known === undefined) answers.set(of, [{ context, value }]);
    else {
      if (known.length === MOST) known.shift();
      known.push({ context, value });
    }
    return value;
  };
}

/**
 * As `kept`, of a list that lasts: the answer to the last list of the same owner, where it held the same objects.
 * It lasts too.
 *
 * @param ownerOf of the list's first object: whose list it is
 */
export function keptOfList<T extends object, V extends object>(
  compute: (list: readonly [T, ...T[]]) => V,
  ownerOf: (first: T) => object,
): (list: readonly [T, ...T[]]) => V {
  const answers = new WeakMap<object, { readonly list: readonly T[]; readonly value: V }>();
  return (list) => {
    if (!lasting.has(list)) return compute(list);
    const owner = ownerOf(list[0]);
    const known = answers.get(owner);
    if (known !== undefined && alike(known.list, list)) return known.value;
    const value = lasts(compute(list));
    answers.set(owner, { list, value });
    return value;
  };
}

/**
 * A function of each of a list. Of a list that lasts, only what was not in the same place of the last one is
 * computed: that takes a comparison where `kept` takes a look-up.
 *
 * @param ownerOf of the list's first object: whose list it is
 */
export function keptEach<T extends object, V>(
  compute: (of: T) => V,
  ownerOf: (first: T) => object,
): (list: readonly T[]) => readonly V[] {
  const answers = new WeakMap<
    object,
    { readonly list: readonly T[]; readonly values: readonly V[] }
  >();
  return (list) => {
    const [first] = list;
    if (first === undefined || !lasting.has(list)) return list.map(compute);
    const owner = ownerOf(first);
    const known = answers.get(owner);
    if (known?.list === list) return known.values;
    const values = list.map((one, at) =>
      known !== undefined && at < known.list.length && known.list[at] === one
        ? known.values[at]!
        : compute(one),
    );
    answers.set(owner, { list, values });
    return values;
  };
}
